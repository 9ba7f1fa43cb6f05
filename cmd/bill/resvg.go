package main

// resvg is what is compiled into the module that draws SVG as pixels: crates of Rust. Their names are those of
// `ar t libresvg.a`, their versions those of the lockfile of resvg 0.41.0; `strings libresvg.a | grep -o 'registry/src/[^/]*/[^/]*'` names
// most of them too. What begins with std, alloc or core, and the crates that only these use, are the Rust standard library.
var resvg = holder{module: "github.com/xo/resvg", version: "v0.6.0", parts: []part{
	crate("resvg", "0.41.0", "MPL-2.0", "the resvg authors", "linebender/resvg"),
	crate("usvg", "0.41.0", "MPL-2.0", "the resvg authors", "linebender/resvg"),
	{"Rust standard library", "", "MIT OR Apache-2.0", "Copyright (c) The Rust Project Contributors", "https://github.com/rust-lang/rust", "pkg:github/rust-lang/rust"},
	crate("adler", "1.0.2", "MIT OR Apache-2.0 OR 0BSD", "Jonas Schievink", "jonas-schievink/adler"),
	crate("arrayref", "0.3.7", "BSD-2-Clause", "David Roundy", "droundy/arrayref"),
	crate("arrayvec", "0.7.4", "MIT OR Apache-2.0", "Ulrik Sverdrup \"bluss\" and others", "bluss/arrayvec"),
	crate("base64", "0.22.0", "MIT OR Apache-2.0", "Alice Maz, Marshall Pierce and others", "marshallpierce/rust-base64"),
	crate("bitflags", "2.5.0", "MIT OR Apache-2.0", "The Rust Project Developers", "bitflags/bitflags"),
	crate("bytemuck", "1.15.0", "MIT OR Apache-2.0 OR Zlib", "Daniel \"Lokathor\" Gee", "Lokathor/bytemuck"),
	crate("cfg-if", "1.0.0", "MIT OR Apache-2.0", "Alex Crichton", "alexcrichton/cfg-if"),
	crate("color_quant", "1.1.0", "MIT", "PistonDevelopers", "image-rs/color_quant"),
	crate("compiler_builtins", "0.1.105", "MIT OR Apache-2.0", "The Rust Project Contributors", "rust-lang/compiler-builtins"),
	crate("crc32fast", "1.4.0", "MIT OR Apache-2.0", "Sam Rijs, Alex Crichton and others", "srijs/rust-crc32fast"),
	crate("data-url", "0.3.1", "MIT OR Apache-2.0", "The rust-url developers", "servo/rust-url"),
	crate("fdeflate", "0.3.4", "MIT OR Apache-2.0", "The image-rs developers", "image-rs/fdeflate"),
	crate("flate2", "1.0.28", "MIT OR Apache-2.0", "Alex Crichton and others", "rust-lang/flate2-rs"),
	crate("float-cmp", "0.9.0", "MIT", "Optimal Computing (NZ) Ltd", "mikedilger/float-cmp"),
	crate("fontconfig-parser", "0.5.6", "MIT", "Riey", "Riey/fontconfig-parser"),
	crate("fontdb", "0.16.2", "MIT", "Yevhenii Reizner", "RazrFalcon/fontdb"),
	crate("gif", "0.13.1", "MIT OR Apache-2.0", "The image-rs developers", "image-rs/image-gif"),
	crate("imagesize", "0.12.0", "MIT", "Maid Scarlet and others", "Roughsketch/imagesize"),
	crate("jpeg-decoder", "0.3.1", "MIT OR Apache-2.0", "The image-rs developers", "image-rs/jpeg-decoder"),
	crate("kurbo", "0.11.0", "MIT OR Apache-2.0", "Raph Levien and others", "linebender/kurbo"),
	crate("libc", "0.2.153", "MIT OR Apache-2.0", "The Rust Project Developers", "rust-lang/libc"),
	crate("log", "0.4.21", "MIT OR Apache-2.0", "The Rust Project Developers", "rust-lang/log"),
	crate("memmap2", "0.9.4", "MIT OR Apache-2.0", "Dan Burkert, Yevhenii Reizner and others", "RazrFalcon/memmap2-rs"),
	crate("miniz_oxide", "0.7.2", "MIT OR Zlib OR Apache-2.0", "Frommi, oyvindln and others", "Frommi/miniz_oxide"),
	crate("png", "0.17.13", "MIT OR Apache-2.0", "The image-rs developers", "image-rs/image-png"),
	crate("rgb", "0.8.37", "MIT", "Kornel Lesiński, James Forster", "kornelski/rust-rgb"),
	crate("roxmltree", "0.19.0", "MIT OR Apache-2.0", "Yevhenii Reizner", "RazrFalcon/roxmltree"),
	crate("rustybuzz", "0.13.0", "MIT", "HarfBuzz developers, Yevhenii Reizner", "harfbuzz/rustybuzz"),
	crate("simd-adler32", "0.3.7", "MIT", "Marvin Countryman", "mcountryman/simd-adler32"),
	crate("simplecss", "0.2.1", "MIT OR Apache-2.0", "Yevhenii Reizner", "linebender/simplecss"),
	crate("siphasher", "1.0.1", "MIT OR Apache-2.0", "The Rust Project Developers, Frank Denis", "jedisct1/rust-siphash"),
	crate("slotmap", "1.0.7", "Zlib", "Orson Peters", "orlp/slotmap"),
	crate("smallvec", "1.13.2", "MIT OR Apache-2.0", "The Servo Project Developers", "servo/rust-smallvec"),
	crate("strict-num", "0.1.1", "MIT", "Yevhenii Reizner", "RazrFalcon/strict-num"),
	crate("svgtypes", "0.15.0", "MIT OR Apache-2.0", "Yevhenii Reizner", "linebender/svgtypes"),
	crate("tiny-skia", "0.11.4", "BSD-3-Clause", "Google Inc., Yevhenii Reizner", "linebender/tiny-skia"),
	crate("tiny-skia-path", "0.11.4", "BSD-3-Clause", "Google Inc., Yevhenii Reizner", "linebender/tiny-skia"),
	crate("tinyvec", "1.6.0", "MIT OR Zlib OR Apache-2.0", "Daniel \"Lokathor\" Gee", "Lokathor/tinyvec"),
	crate("tinyvec_macros", "0.1.1", "MIT OR Apache-2.0 OR Zlib", "Tomasz \"Soveu\" Marx", "Soveu/tinyvec_macros"),
	crate("ttf-parser", "0.20.0", "MIT OR Apache-2.0", "Yevhenii Reizner", "harfbuzz/ttf-parser"),
	crate("unicode-bidi", "0.3.15", "MIT OR Apache-2.0", "The Servo Project Developers", "servo/unicode-bidi"),
	crate("unicode-bidi-mirroring", "0.2.0", "MIT OR Apache-2.0", "Yevhenii Reizner", "RazrFalcon/unicode-bidi-mirroring"),
	crate("unicode-ccc", "0.2.0", "MIT OR Apache-2.0", "Yevhenii Reizner", "RazrFalcon/unicode-ccc"),
	crate("unicode-properties", "0.1.1", "MIT OR Apache-2.0", "Charles Lew, Manish Goregaokar", "unicode-rs/unicode-properties"),
	crate("unicode-script", "0.5.6", "MIT OR Apache-2.0", "Manish Goregaokar", "unicode-rs/unicode-script"),
	crate("unicode-vo", "0.1.0", "MIT OR Apache-2.0", "Yevhenii Reizner", "RazrFalcon/unicode-vo"),
	crate("weezl", "0.1.8", "MIT OR Apache-2.0", "HeroicKatora and others", "image-rs/weezl"),
	crate("xmlwriter", "0.1.0", "MIT", "Yevhenii Reizner", "RazrFalcon/xmlwriter"),
}}

// crate is a part that is a package of Rust.
func crate(name, version, spdx, authors, repository string) part {
	return part{name, version, spdx, "Copyright (c) " + authors, "https://github.com/" + repository + " and https://crates.io/crates/" + name + "/" + version, "pkg:cargo/" + name + "@" + version}
}
