//! Requests into a file, in constant memory.

use super::{BatchFailure, BatchLimits, BatchProtocol, is_custom_id};
use crate::error::CallError;
use copydesk_domain::PromptPayload;
use std::{
    io,
    path::{Path, PathBuf},
};
use tokio::{
    fs::File,
    io::{AsyncWriteExt, BufWriter},
};

/// Bytes that are kept back before they go to the disk: some hundred requests.
const BUFFER: usize = 256 << 10;

/// Writes the requests of one batch to a file. One that is dropped without [`Self::finish`] leaves a part of it behind.
#[derive(Debug)]
pub struct BatchWriter {
    protocol: &'static dyn BatchProtocol,
    base_url: String,
    path: PathBuf,
    file: BufWriter<File>,
    limits: BatchLimits,
    written: Written,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Requests, one a line.
    pub lines: u64,
    /// Bytes, line ends included.
    pub bytes: u64,
}

impl BatchWriter {
    /// Begins a file; one that is there is replaced. `base_url` is the provider's address.
    ///
    /// # Errors
    /// [`BatchFailure::File`] when it cannot be written.
    pub async fn create(path: &Path, protocol: &'static dyn BatchProtocol, base_url: &str) -> Result<Self, CallError> {
        let file = File::create(path).await.map_err(|error| BatchFailure::file(path, error))?;
        Ok(Self {
            protocol,
            base_url: base_url.to_owned(),
            path: path.to_owned(),
            file: BufWriter::with_capacity(BUFFER, file),
            limits: protocol.limits(),
            written: Written::default(),
        })
    }

    /// The same with narrower limits, for a provider that takes less, or to have results sooner. Wider ones than the
    /// protocol's change nothing.
    #[must_use]
    pub fn within(mut self, limits: BatchLimits) -> Self {
        self.limits.requests = self.limits.requests.min(limits.requests);
        self.limits.bytes = self.limits.bytes.min(limits.bytes);
        self
    }

    /// Adds a request; false, and nothing is written, when it does not fit any more: then this batch is full and the request
    /// belongs to another. That no id comes twice is the caller's to see to.
    ///
    /// # Errors
    /// [`BatchFailure::File`] when the disk is full, when `custom_id` is [none](is_custom_id), or when the request alone is
    /// larger than a batch may be. After an error the file is of no use.
    pub async fn append(&mut self, custom_id: &str, payload: &PromptPayload) -> Result<bool, CallError> {
        if !is_custom_id(custom_id) {
            return Err(BatchFailure::file(&self.path, format!("“{custom_id}” cannot name a request")));
        }
        let mut line = self.protocol.request_line(&self.base_url, custom_id, payload)?;
        line.push('\n');
        let bytes = self.written.bytes + line.len() as u64;
        if self.written.lines >= self.limits.requests || bytes > self.limits.bytes {
            if self.written.lines == 0 {
                return Err(BatchFailure::file(&self.path, "one request is larger than a batch may be"));
            }
            return Ok(false);
        }
        self.file.write_all(line.as_bytes()).await.map_err(|error| self.failed(error))?;
        self.written = Written { lines: self.written.lines + 1, bytes };
        Ok(true)
    }

    /// What was taken so far.
    #[must_use]
    pub fn written(&self) -> Written {
        self.written
    }

    /// Ends the file, and waits until the disk has it.
    ///
    /// # Errors
    /// [`BatchFailure::File`] when the disk does not take it.
    pub async fn finish(mut self) -> Result<Written, CallError> {
        self.file.flush().await.map_err(|error| self.failed(error))?;
        self.file.get_ref().sync_all().await.map_err(|error| self.failed(error))?;
        Ok(self.written)
    }

    fn failed(&self, error: io::Error) -> CallError {
        BatchFailure::file(&self.path, error)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::batch::batches_for;
    use copydesk_domain::{Message, Protocol, Role};
    use serde_json::{Value, json};

    const BASE: &str = "https://host.example/v1";

    fn payload(text: &str) -> PromptPayload {
        PromptPayload {
            messages: vec![Message::new(Role::System, "Be brief."), Message::new(Role::User, text)],
            model: "m".into(),
            max_tokens: 100,
            temperature: 0.7,
            stop: vec![],
            seed: None,
            schema: None,
            local_only: false,
            masked: false,
        }
    }

    async fn writer(path: &Path, protocol: Protocol, limits: BatchLimits) -> BatchWriter {
        BatchWriter::create(path, batches_for(protocol).unwrap(), BASE).await.unwrap().within(limits)
    }

    const WIDE: BatchLimits = BatchLimits { requests: u64::MAX, bytes: u64::MAX };

    #[tokio::test]
    async fn requests_become_lines_whatever_is_in_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("batch.jsonl");
        let mut writer = writer(&path, Protocol::OpenaiChat, WIDE).await;
        let texts = ["Mug", "two\nlines\r\n--copydesk-batch--\r\n", "热茶\u{2028}\u{0}", "\"}\\"];
        for (number, text) in texts.iter().enumerate() {
            assert!(writer.append(&format!("cell-{number}"), &payload(text)).await.unwrap());
        }
        let written = writer.finish().await.unwrap();
        let file = std::fs::read_to_string(&path).unwrap();
        assert_eq!((written.lines, written.bytes), (4, file.len() as u64));
        assert!(!file.contains('\r'), "the border of an upload cannot be in it");
        let lines: Vec<Value> = file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let expected = json!({
            "custom_id": "cell-0", "method": "POST", "url": "/v1/chat/completions",
            "body": {
                "model": "m",
                "messages": [{ "role": "system", "content": "Be brief." }, { "role": "user", "content": "Mug" }],
                "max_tokens": 100, "temperature": 0.7,
            },
        });
        assert_eq!((lines.len(), &lines[0]), (4, &expected));
        for (line, text) in lines.iter().zip(texts) {
            assert_eq!(line["body"]["messages"][1]["content"], text);
        }
    }

    #[tokio::test]
    async fn the_text_interface_has_its_own_address() {
        let line = batches_for(Protocol::OpenaiCompletions).unwrap().request_line(BASE, "a", &payload("Mug")).unwrap();
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&line["url"], &line["body"]["prompt"]), (&json!("/v1/completions"), &json!("Mug")));
    }

    #[tokio::test]
    async fn a_full_batch_says_so_and_takes_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("batch.jsonl");
        let line = batches_for(Protocol::OpenaiChat).unwrap().request_line(BASE, "a", &payload("Mug")).unwrap().len()
            as u64
            + 1;
        for limits in [BatchLimits { requests: 2, ..WIDE }, BatchLimits { bytes: 3 * line - 1, ..WIDE }] {
            let mut writer = writer(&path, Protocol::OpenaiChat, limits).await;
            assert!(writer.append("a", &payload("Mug")).await.unwrap());
            assert!(writer.append("b", &payload("Mug")).await.unwrap());
            assert!(!writer.append("c", &payload("Mug")).await.unwrap());
            assert_eq!(writer.finish().await.unwrap(), Written { lines: 2, bytes: 2 * line });
            assert_eq!(std::fs::metadata(&path).unwrap().len(), 2 * line);
        }
        let mut writer = writer(&path, Protocol::OpenaiChat, BatchLimits { bytes: line - 1, ..WIDE }).await;
        let error = writer.append("a", &payload("Mug")).await.unwrap_err();
        assert!(error.code() == "batch_file" && error.to_string().contains("larger"), "{error}");
    }

    #[tokio::test]
    async fn what_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("no/such/batch.jsonl");
        let error = BatchWriter::create(&missing, batches_for(Protocol::OpenaiChat).unwrap(), BASE).await.unwrap_err();
        assert!(error.code() == "batch_file" && error.to_string().contains("batch.jsonl"), "{error}");
        let mut writer = writer(&folder.path().join("b"), Protocol::OpenaiChat, WIDE).await;
        assert!(writer.append("a b", &payload("Mug")).await.is_err());
    }
}
