//! The files of batches, up and down, in constant memory.

use super::{
    client::told,
    failure::{BatchFailure, Step, explain},
};
use crate::{
    client::Client,
    diagnosis::{header, not_an_api, refusal},
    endpoint::Endpoint,
    error::{CallError, Failure},
    stream::FOREIGN_LIMIT,
};
use futures::{Stream, StreamExt, TryStreamExt, stream};
use reqwest::{
    Body, Response,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use std::{io, path::Path, pin::pin};
use tokio::{
    fs::{self, File},
    io::{AsyncReadExt, AsyncWriteExt, BufWriter},
    sync::watch,
    time::timeout,
};

/// Bytes of a file that are in memory at a time.
const PIECE: usize = 64 << 10;

/// The border between the parts of an upload (RFC 2046, 5.1). It follows a carriage return, of which a batch's file has none:
/// every control character of a request is escaped, and lines end in a line feed alone.
const BORDER: &str = "copydesk-batch-6f1d0c5e8b7a";

/// How an upload gets on.
#[derive(Clone, Debug, Default)]
struct Progress {
    /// Why the file could not be read to its end.
    failed: Option<String>,
}

impl Client {
    /// Uploads a file that a [`BatchWriter`](super::BatchWriter) has written; the provider's id of it. It is streamed from the
    /// disk. It may take as long as it needs; [`ClientSettings::read`](crate::ClientSettings::read) is the longest time
    /// without any progress.
    ///
    /// # Errors
    /// See [`Failure`]. An upload costs nothing, so it can be repeated after any of them: at worst a file that nobody uses
    /// stays with the provider. `no_batches`: the server has no such interface. `batch_file`: the file cannot be read.
    pub async fn upload_batch(&self, endpoint: &Endpoint, file: &Path) -> Result<String, CallError> {
        let unreadable = |error: io::Error| BatchFailure::file(file, error);
        let url = endpoint.url("files")?;
        let opened = File::open(file).await.map_err(unreadable)?;
        let length = opened.metadata().await.map_err(unreadable)?.len();
        let (head, tail) = around();
        let total = head.len() as u64 + length + tail.len() as u64;
        let (beat, mut heard) = watch::channel(Progress::default());
        let once = |text: String| stream::iter([Ok::<_, io::Error>(text.into_bytes())]);
        let body = once(head).chain(pieces(opened, length, beat)).chain(once(tail));
        let request = self
            .unhurried(&url)?
            .post(url)
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BORDER}"))
            .header(CONTENT_LENGTH, total)
            .body(Body::wrap_stream(body));
        let stuck = || {
            let seconds = self.settings.read.as_secs().max(1);
            explain(Step::Upload, endpoint, None, CallError::new(Failure::Timeout { host: endpoint.host(), seconds }))
        };
        let mut answered = pin!(self.object(endpoint, request, Step::Upload));
        let answer = loop {
            tokio::select! {
                answer = &mut answered => break answer,
                beat = timeout(self.settings.read, heard.changed()) => match beat {
                    Ok(Ok(())) => {}
                    // all is sent, or nobody reads on: now it is the server's turn
                    Ok(Err(_)) => break timeout(self.settings.read, &mut answered).await.unwrap_or_else(|_| Err(stuck())),
                    Err(_) => break Err(stuck()),
                },
            }
        };
        let answer = match (answer, heard.borrow().failed.clone()) {
            (Err(_), Some(detail)) => return Err(BatchFailure::file(file, detail)),
            (answer, _) => answer?,
        };
        let id = answer["id"].as_str().filter(|id| !id.is_empty());
        id.map(ToOwned::to_owned).ok_or_else(|| {
            explain(Step::Upload, endpoint, None, told(endpoint, &answer, "an uploaded file without an id"))
        })
    }

    /// Downloads a file of results; the bytes written. Whatever was at `to` is replaced, and after an error nothing is there.
    ///
    /// # Errors
    /// See [`Failure`]; `answer_too_large` when it has more than `limit_bytes`, `batch_gone` when the provider does not have
    /// it, `batch_file` when the disk does not take it, `batch_interrupted` when the connection breaks.
    pub async fn download(
        &self,
        endpoint: &Endpoint,
        file_id: &str,
        to: &Path,
        limit_bytes: u64,
    ) -> Result<u64, CallError> {
        let step = Step::About(file_id);
        let url = endpoint.url_of(&["files", file_id, "content"])?;
        let response = self
            .answer(endpoint, self.http(&url).get(url))
            .await
            .map_err(|error| explain(step, endpoint, None, error))?;
        if !response.status().is_success() {
            let (status, headers, bytes) = self.whole(endpoint, response).await?;
            return Err(explain(step, endpoint, Some(status), refusal(endpoint, "", status, &headers, &bytes)));
        }
        let content = header(response.headers(), "content-type").unwrap_or_default().to_lowercase();
        if content.contains("html") {
            let bytes = self.read(endpoint, response, FOREIGN_LIMIT).await.unwrap_or_default();
            return Err(not_an_api(endpoint, &content, &bytes));
        }
        let kept = self.keep(endpoint, response, step, to, limit_bytes).await;
        if kept.is_err() {
            let _ = fs::remove_file(to).await;
        }
        kept
    }

    async fn keep(
        &self,
        endpoint: &Endpoint,
        response: Response,
        step: Step<'_>,
        to: &Path,
        limit: u64,
    ) -> Result<u64, CallError> {
        let too_large =
            || CallError::new(Failure::AnswerTooLarge { host: endpoint.host(), megabytes: limit.div_ceil(1 << 20) });
        let unwritable = |error: io::Error| BatchFailure::file(to, error);
        if response.content_length().is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let mut file = BufWriter::with_capacity(4 * PIECE, File::create(to).await.map_err(unwritable)?);
        let mut pieces = response.bytes_stream();
        let mut written = 0;
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|error| explain(step, endpoint, None, self.transport(endpoint, &error)))?;
            written += piece.len() as u64;
            if written > limit {
                return Err(too_large());
            }
            file.write_all(&piece).await.map_err(unwritable)?;
        }
        file.flush().await.map_err(unwritable)?;
        file.get_ref().sync_all().await.map_err(unwritable)?;
        Ok(written)
    }

    /// Deletes a file at the provider. One that is not there is deleted already.
    ///
    /// # Errors
    /// See [`Failure`]; none of them need keep anybody from going on: providers delete such files by themselves in time.
    pub async fn delete_file(&self, endpoint: &Endpoint, file_id: &str) -> Result<(), CallError> {
        let url = endpoint.url_of(&["files", file_id])?;
        match self.object(endpoint, self.http(&url).delete(url), Step::About(file_id)).await {
            Err(CallError { failure: Failure::Batch(BatchFailure::Gone { .. }), .. }) | Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// What stands before and after the file in the body of an upload.
fn around() -> (String, String) {
    let purpose = format!("--{BORDER}\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n");
    let file = format!(
        "--{BORDER}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"batch.jsonl\"\r\n\
         content-type: application/jsonl\r\n\r\n"
    );
    (purpose + &file, format!("\r\n--{BORDER}--\r\n"))
}

/// A file in pieces, exactly `length` bytes of it, for that many were announced. Every piece is a beat.
fn pieces(
    file: File,
    length: u64,
    beat: watch::Sender<Progress>,
) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    stream::try_unfold((file.take(length), length, beat), |(mut file, left, beat)| async move {
        if left == 0 {
            return Ok(None);
        }
        let mut piece = vec![0; PIECE];
        let read = match file.read(&mut piece).await {
            Ok(0) => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it became shorter while it was read")),
            read => read,
        };
        let read = read.inspect_err(|error| {
            beat.send_replace(Progress { failed: Some(error.to_string()) });
        })?;
        piece.truncate(read);
        beat.send_replace(Progress::default());
        Ok(Some((piece, (file, left - read as u64, beat))))
    })
    .into_stream()
}
