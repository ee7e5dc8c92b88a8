//! The command line, started as a person would.

use crate::binaries;
use serde_json::Value;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A folder of its own with a workspace in it.
pub struct Cli {
    pub folder: tempfile::TempDir,
    pub workspace: PathBuf,
}

/// What a command said.
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// Standard output as one JSON value.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("not JSON ({error}): {}\n{}", self.out, self.err))
    }

    /// Standard output as one JSON value a line.
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The error on standard error.
    pub fn error(&self) -> Value {
        let line =
            self.err.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("no error: {}", self.err));
        serde_json::from_str::<Value>(line).unwrap()["error"].clone()
    }
}

impl Default for Cli {
    fn default() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("shop.db");
        Self { folder, workspace }
    }
}

impl Cli {
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binaries::executable("copydesk-cli"));
        command
            .arg("--workspace")
            .arg(&self.workspace)
            .arg("--json")
            .args(arguments)
            .env("COPYDESK_HOME", self.folder.path().join("home"))
            .env("COPYDESK_MODEL", binaries::model())
            .env("COPYDESK_REVIEWER", "Test Reviewer")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        answer(self.command(arguments).output().unwrap())
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Answer {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        answer(child.wait_with_output().unwrap())
    }

    /// Another Copydesk that has the workspace open until this is dropped: it waits for a key that never comes.
    pub fn hold(&self) -> Holder {
        let arguments = [
            "providers",
            "add",
            "Waits",
            "--protocol",
            "openai-chat",
            "--base-url",
            "http://127.0.0.1:9/v1",
            "--model",
            "m",
            "--key-stdin",
        ];
        let mut command = self.command(&arguments);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let holder = Holder(child);
        let lock = self.workspace.with_extension("db.lock");
        let taken = || std::fs::File::open(&lock).is_ok_and(|file| file.try_lock_shared().is_err());
        for _ in 0..200 {
            if taken() {
                return holder;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("the other Copydesk never took the workspace");
    }

    /// Runs a command that must succeed.
    pub fn ok(&self, arguments: &[&str]) -> Answer {
        let answer = self.run(arguments);
        assert_eq!(answer.code, 0, "{arguments:?}: {}", answer.err);
        answer
    }
}

/// See [`Cli::hold`].
pub struct Holder(std::process::Child);

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn answer(output: std::process::Output) -> Answer {
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
