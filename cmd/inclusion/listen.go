package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"time"

	"inclusion/internal/web"
)

// listenFlags are how readers reach the server: by which name, encrypted by whom.
type listenFlags struct {
	Public       string   `help:"The address that readers know the site by, such as https://inclusion.example.gov.uk. Requests for another host are refused." env:"INCLUSION_PUBLIC" placeholder:"https://HOST"`
	TLSCert      string   `help:"The certificate, and those between it and its root, in PEM. It is read again when it changes." env:"INCLUSION_TLS_CERT" name:"tls-cert" placeholder:"FILE"`
	TLSKey       string   `help:"The key of the certificate, in PEM." env:"INCLUSION_TLS_KEY" name:"tls-key" placeholder:"FILE"`
	RedirectFrom string   `help:"An address for plain HTTP, such as :80, that sends browsers on to the public address and answers nothing else." env:"INCLUSION_REDIRECT_FROM" placeholder:"ADDRESS"`
	TrustedProxy []string `help:"Addresses or networks of the proxies in front: only they are believed about who asks and whether the connection is encrypted." env:"INCLUSION_TRUSTED_PROXY" name:"trusted-proxy" placeholder:"CIDR,..."`
}

// reach is what the flags come to.
type reach struct {
	public  string // origin; "" for any
	proxies web.Proxies
	tls     *tls.Config // nil for plain HTTP
}

// reach checks the flags: the server does not start with settings that contradict each other.
func (f listenFlags) reach() (r reach, err error) {
	if f.Public != "" {
		if r.public, err = web.ParsePublic(f.Public); err != nil {
			return r, fmt.Errorf("--public: %w", err)
		}
	}
	if r.proxies, err = web.ParseProxies(f.TrustedProxy); err != nil {
		return r, fmt.Errorf("--trusted-proxy: %w", err)
	}
	switch {
	case (f.TLSCert == "") != (f.TLSKey == ""):
		return r, errors.New("--tls-cert and --tls-key go together: give both, or neither")
	case f.RedirectFrom != "" && r.public == "":
		return r, errors.New("--redirect-from needs --public, the address that browsers are sent on to")
	}
	return r, nil
}

// encrypted is the way with the certificate, if there is one, read and tried.
func (f listenFlags) encrypted() (reach, error) {
	r, err := f.reach()
	if err != nil || f.TLSCert == "" {
		return r, err
	}
	pair, err := newCertificate(f.TLSCert, f.TLSKey, time.Now)
	if err != nil {
		return r, err
	}
	r.tls = &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: pair.get}
	return r, nil
}

// listen opens the address for readers, and the one that sends them on.
func (r reach) listen(ctx context.Context, address, redirectFrom string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("serving on %s: %w", address, err)
	}
	if redirectFrom != "" {
		if err := r.sendOn(ctx, redirectFrom); err != nil {
			return nil, errors.Join(err, listener.Close())
		}
	}
	r.say(listener.Addr(), slog.Default())
	if r.tls != nil {
		listener = tls.NewListener(listener, r.tls)
	}
	return listener, nil
}

// say tells the log of what whoever runs the server should know about how it is reached.
func (r reach) say(address net.Addr, log *slog.Logger) {
	if r.public == "" {
		log.Info("requests for any host are answered, because no public address is set: right for trying out, not for a public server (--public)")
	}
	at, err := netip.ParseAddrPort(address.String())
	if err == nil && !at.Addr().IsLoopback() && r.tls == nil && len(r.proxies) == 0 {
		log.Warn("this address can be reached from other machines, and what goes over it is not encrypted: passwords could be read on the way. Give a certificate (--tls-cert, --tls-key), or name the proxy that encrypts (--trusted-proxy)")
	}
}

// scheme is what the server itself speaks.
func (r reach) scheme() string {
	if r.tls != nil {
		return "https"
	}
	return "http"
}

// sendOn serves an address that sends browsers on to the public one until the context ends.
func (r reach) sendOn(ctx context.Context, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("sending browsers on from %s: %w", address, err)
	}
	handler, err := (&web.Site{Log: slog.Default()}).Wrap(sendsOn(r.public))
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	go func() {
		if err := web.Run(ctx, web.NewServer(handler, slog.Default()), listener, grace); err != nil {
			slog.Error("sending browsers on", "error", err.Error())
		}
	}()
	return nil
}
