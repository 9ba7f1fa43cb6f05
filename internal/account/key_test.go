package account_test

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"inclusion/internal/account"
)

// made is an administrator with a new key, and the text of the key's file.
func made(t *testing.T, dir string, sessions account.Sessions) (*account.Admin, string) {
	t.Helper()
	admin, err := account.NewAdmin(dir, sessions)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(admin.KeyFile())
	if err != nil {
		t.Fatal(err)
	}
	return admin, string(text)
}

func TestKeyIsMadeOnceForItsOwnersEyesOnly(t *testing.T) {
	dir := t.TempDir()
	admin, first := made(t, dir, newMemory())
	if admin.KeyFile() != filepath.Join(dir, "administrator.key") {
		t.Errorf("the key is in %s", admin.KeyFile())
	}
	if !regexp.MustCompile(`^([A-Z2-7]{4}-){12}[A-Z2-7]{4}\n$`).MatchString(first) {
		t.Errorf("the key of %d characters is not 52 letters and digits in groups of four", len(first))
	}
	if info, err := os.Stat(admin.KeyFile()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	if _, again := made(t, dir, newMemory()); again != first {
		t.Error("the key changed when the program was started again")
	}
	if _, other := made(t, t.TempDir(), newMemory()); other == first {
		t.Error("two folders have the same key")
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".administrator-*")); err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestKeyFileThatOthersCanReadIsClosedToThem(t *testing.T) {
	dir := t.TempDir()
	admin, _ := made(t, dir, newMemory())
	if err := os.Chmod(admin.KeyFile(), 0o644); err != nil {
		t.Fatal(err)
	}
	made(t, dir, newMemory())
	if info, err := os.Stat(admin.KeyFile()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestAKeyThatCouldBeGuessedIsRefused(t *testing.T) {
	_, key := made(t, t.TempDir(), newMemory())
	for name, text := range map[string]string{
		"empty": "", "a password": "password1\n", "cut short": key[:40], "too long": key + "AAAA", "not base32": strings.Replace(key, key[:1], "1", 1),
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "administrator.key")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := account.NewAdmin(dir, newMemory())
		if err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v; want an error that names %s", name, err, file)
		}
		if err != nil && len(text) > 4 && strings.Contains(err.Error(), strings.TrimSpace(text)) {
			t.Errorf("%s: the error shows what the file holds", name)
		}
	}
}

func TestAFolderThatIsNotThereIsNamed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "nowhere")
	if _, err := account.NewAdmin(dir, newMemory()); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), dir) {
		t.Errorf("%v; want an error that names %s", err, dir)
	}
}

func TestKeyIsNeverLogged(t *testing.T) {
	var log strings.Builder
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })

	sessions := newMemory()
	admin, key := made(t, t.TempDir(), sessions)
	cookie := signIn(t, admin, key)
	for _, fail := range []bool{false, true} {
		sessions.fail = fail
		visit(admin, cookie, nil)
		_, err := try(admin, key)
		if fail != (err != nil) {
			t.Fatalf("signing in on a store that fails is %t: %v", fail, err)
		}
		if err != nil && strings.Contains(err.Error(), strings.TrimSpace(key)) {
			t.Error("the error shows the key")
		}
	}
	for _, secret := range []string{strings.TrimSpace(key), strings.ReplaceAll(strings.TrimSpace(key), "-", ""), cookie.Value} {
		if strings.Contains(log.String(), secret) {
			t.Error("a secret was logged")
		}
	}
	if !strings.Contains(log.String(), errDisk.Error()) {
		t.Error("that sessions could not be read was not logged")
	}
}
