//! Answers out of a downloaded file, one line at a time.

use super::{BatchFailure, BatchProtocol};
use crate::{
    endpoint::Endpoint,
    error::{CallError, presentable},
};
use copydesk_domain::Completion;
use std::path::{Path, PathBuf};
use tokio::{
    fs::File,
    io::{AsyncBufReadExt, BufReader},
};

/// Most bytes of one line. A draft has a few thousand; a longer line is passed over, not kept.
pub const LINE_LIMIT: usize = 16 << 20;
/// Most characters of what is wrong with a line.
const QUOTED: usize = 200;

/// What came of one request.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchResult {
    /// The name that the request had.
    pub custom_id: String,
    /// The draft, or why there is none: a refusal as a live call would have met it, `batch_expired` or `batch_cancelled`.
    pub answer: Result<Completion, CallError>,
}

/// A line of which it cannot be told whose answer it is. The lines after it are not touched by that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line} of the batch's results cannot be understood ({detail}). The others were read.")]
pub struct LineFault {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub detail: String,
}

/// Reads the results of a batch from an output file or an error file, which have the same lines. At most [`LINE_LIMIT`] bytes
/// are in memory.
#[derive(Debug)]
pub struct ResultLines {
    protocol: &'static dyn BatchProtocol,
    endpoint: Endpoint,
    model: String,
    path: PathBuf,
    file: BufReader<File>,
    number: u64,
    limit: usize,
}

impl ResultLines {
    /// Opens a file. `endpoint` and `model` are those that were asked, for the sentences of answers that are none.
    ///
    /// # Errors
    /// [`BatchFailure::File`] when it cannot be read.
    pub async fn open(
        path: &Path,
        protocol: &'static dyn BatchProtocol,
        endpoint: &Endpoint,
        model: &str,
    ) -> Result<Self, CallError> {
        let file = File::open(path).await.map_err(|error| BatchFailure::file(path, error))?;
        Ok(Self {
            protocol,
            endpoint: endpoint.clone(),
            model: model.to_owned(),
            path: path.to_owned(),
            file: BufReader::with_capacity(256 << 10, file),
            number: 0,
            limit: LINE_LIMIT,
        })
    }

    /// The next result, or what is wrong with the next line; none at the end of the file. Results come in any order.
    ///
    /// # Errors
    /// [`BatchFailure::File`] when the disk fails.
    pub async fn next(&mut self) -> Result<Option<Result<BatchResult, LineFault>>, CallError> {
        loop {
            let Some(line) = self.line().await.map_err(|error| BatchFailure::file(&self.path, error))? else {
                return Ok(None);
            };
            self.number += 1;
            let fault = |detail: &str| LineFault {
                line: self.number,
                detail: presentable(detail, self.endpoint.key.as_ref(), QUOTED),
            };
            let Some(line) = line else {
                return Ok(Some(Err(fault(&format!("it is longer than {} MB", self.limit >> 20)))));
            };
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
            if line.is_empty() {
                continue;
            }
            let result = self.protocol.result(line, &self.endpoint, &self.model);
            return Ok(Some(result.map_err(|detail| fault(&detail))));
        }
    }

    /// The next line without its end: none at the end of the file, an inner none for one that is too long.
    async fn line(&mut self) -> std::io::Result<Option<Option<Vec<u8>>>> {
        let (mut line, mut any, mut too_long) = (Vec::new(), false, false);
        loop {
            let piece = self.file.fill_buf().await?;
            if piece.is_empty() {
                break;
            }
            any = true;
            let end = piece.iter().position(|byte| *byte == b'\n');
            let part = &piece[..end.unwrap_or(piece.len())];
            too_long |= line.len() + part.len() > self.limit;
            if too_long {
                line = Vec::new();
            } else {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.file.consume(used);
            if end.is_some() {
                break;
            }
        }
        Ok(any.then(|| (!too_long).then_some(line)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::batch::batches_for;
    use copydesk_domain::Protocol;

    async fn read(bytes: &[u8], limit: usize) -> Vec<Result<BatchResult, LineFault>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let endpoint =
            Endpoint { protocol: Protocol::OpenaiChat, base_url: "https://host.example/v1".into(), key: None };
        let protocol = batches_for(endpoint.protocol).unwrap();
        let mut lines = ResultLines::open(file.path(), protocol, &endpoint, "m").await.unwrap();
        lines.limit = limit;
        let mut all = Vec::new();
        while let Some(result) = lines.next().await.unwrap() {
            all.push(result);
        }
        all
    }

    #[tokio::test]
    async fn a_line_that_is_none_does_not_take_the_others_with_it() {
        let good = |id: &str| {
            format!(
                r#"{{"custom_id":"{id}","response":{{"status_code":200,"request_id":"r","body":{{"choices":[{{"message":{{"content":"A mug."}},"finish_reason":"stop"}}]}}}},"error":null}}"#
            )
        };
        let long = format!(r#"{{"custom_id":"long","x":"{}"}}"#, "x".repeat(600_000));
        let file = format!(
            "\u{feff}{}\r\n\n{{\"cut\n{{\"response\":null}}\n{long}\n{}\n[]\n{{\"custom_id\":\"c\"",
            good("a"),
            good("b")
        );
        let all = read(file.as_bytes(), 400_000).await;
        let outline: Vec<_> = all
            .iter()
            .map(|result| match result {
                Ok(result) => result.custom_id.clone(),
                Err(fault) => format!("line {}", fault.line),
            })
            .collect();
        assert_eq!(outline, ["a", "line 3", "line 4", "line 5", "b", "line 7", "line 8"]);
        assert_eq!(all[0].as_ref().unwrap().answer.as_ref().unwrap().text, "A mug.");
        assert!(all[3].as_ref().unwrap_err().to_string().contains("longer than"), "{:?}", all[3]);
        assert!(read(b"", LINE_LIMIT).await.is_empty() && read(b"\n \n", LINE_LIMIT).await.is_empty());
        assert_eq!(read(b"\xff\xfe\n", LINE_LIMIT).await.len(), 1);
    }
}
