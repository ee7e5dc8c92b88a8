//! Writes several drafts together: one step writes a token of each, and reads a piece of the prompts that came meanwhile.

use super::{
    BATCH,
    draft::Draft,
    model::Model,
    room::{self, Shape},
    sequence::{Holding, Place, place},
};
use crate::wire::{Ask, Failure, Tell};
use copydesk_domain::FinishReason;
use llama_cpp_2::{context::LlamaContext, llama_batch::LlamaBatch, token::LlamaToken};
use std::collections::VecDeque;

/// Tokens of prompts that are read in one step while drafts are being written: those wait for them.
const BESIDE: usize = 64;

/// Fewer tokens than these are multiplied by another kernel than more are: below two on x86, below eight on ARM.
pub(super) const SHORT: usize = 8;

/// A sequence of the context: what it holds, and the draft that is written in it.
#[derive(Default)]
struct Sequence {
    read: Vec<LlamaToken>,
    draft: Option<Draft>,
    last_used: u64,
}

/// Writes drafts with one model. Asks come in between steps; what is to be told comes out of them.
///
/// What is promised: a draft is a function of the file, the prompt, the settings and the seed, whatever is written beside
/// it and whatever was written before. Words, repetitions and seeds are each draft's own, and [`room::context`] keeps the
/// arithmetic its own. This holds to the last bit for weights whose kernels treat each token alone, as the built-in
/// model's do. For weights that llama.cpp multiplies in blocks of tokens the last bits may depend on the company, and a
/// token that was chosen by a hair may be another one.
pub(super) struct Writer<'a> {
    model: &'a Model,
    threads: i32,
    shares_beginnings: bool,
    /// Sequences at most; fewer when there was no memory for them.
    most: usize,
    context: Option<LlamaContext<'a>>,
    shape: Shape,
    batch: LlamaBatch<'static>,
    sequences: Vec<Sequence>,
    /// Drafts that have no sequence yet, in the order in which they came.
    queue: VecDeque<Draft>,
    /// The context has the wrong shape for what is asked: nothing is begun until it is empty and can be made anew.
    reshaping: bool,
    drafts_begun: u64,
}

/// Why the process cannot go on: what it holds is not known any more.
pub(super) struct Broken;

impl<'a> Writer<'a> {
    pub(super) fn new(model: &'a Model, threads: i32, sequences: usize) -> Self {
        Self {
            model,
            threads,
            shares_beginnings: model.shares_beginnings(),
            most: sequences,
            context: None,
            shape: Shape { sequences: 0, cells: 0 },
            batch: LlamaBatch::new(BATCH, 1),
            sequences: Vec::new(),
            queue: VecDeque::new(),
            reshaping: true,
            drafts_begun: 0,
        }
    }

    /// Whether there is nothing to write.
    pub(super) fn is_idle(&self) -> bool {
        self.queue.is_empty() && !self.is_writing()
    }

    fn is_writing(&self) -> bool {
        self.sequences.iter().any(|sequence| sequence.draft.is_some())
    }

    /// Takes an ask; it is begun, or ended, by the next step.
    pub(super) fn hear(&mut self, ask: Ask, tells: &mut Vec<Tell>) {
        match ask {
            Ask::Complete { id, payload } => match Draft::new(id, payload, self.model) {
                Ok(draft) => self.queue.push_back(draft),
                Err(failure) => tells.push(Tell::Failed { id, failure }),
            },
            Ask::Cancel { id } => self.cancel(id, tells),
        }
    }

    fn cancel(&mut self, id: u64, tells: &mut Vec<Tell>) {
        if let Some(at) = self.queue.iter().position(|draft| draft.id == id) {
            if let Some(draft) = self.queue.remove(at) {
                draft.finish(FinishReason::Cancelled, tells);
            }
            return;
        }
        let writing = |sequence: &Sequence| sequence.draft.as_ref().is_some_and(|draft| draft.id == id);
        if let Some(of) = self.sequences.iter().position(writing) {
            self.end(of, FinishReason::Cancelled, tells);
        }
    }

    /// Begins what can be begun, writes a token of every draft that is being written, and reads a piece of the prompts.
    pub(super) fn step(&mut self, tells: &mut Vec<Tell>) -> Result<(), Broken> {
        self.begin(tells);
        let done = self.write(tells).and_then(|wrote| self.read(if wrote { BESIDE } else { BATCH }, tells));
        done.map_err(|detail| self.fail_all(&detail, tells))
    }

    /// Reads the last token of every draft that is being written, all in one batch, and chooses the next ones.
    fn write(&mut self, tells: &mut Vec<Tell>) -> Result<bool, String> {
        let mut rows = Vec::new();
        self.batch.clear();
        for (of, sequence) in self.sequences.iter_mut().enumerate() {
            if let Some(token) = sequence.draft.as_mut().and_then(|draft| draft.next.take()) {
                rows.push(of);
                sequence.put(&mut self.batch, of, token, true)?;
            }
        }
        self.decode()?;
        for (row, of) in rows.iter().enumerate() {
            self.choose(*of, row, tells)?;
        }
        Ok(!rows.is_empty())
    }

    /// Reads up to `room` tokens of the prompts, those of the oldest first.
    ///
    /// Each prompt has a batch to itself, and none that is [`SHORT`] when it is not. A batch with several sequences is cut
    /// into pieces of equal length, and llama.cpp multiplies short pieces by another kernel: a prompt would depend on
    /// where it was cut, and on the company it was cut for.
    fn read(&mut self, mut room: usize, tells: &mut Vec<Tell>) -> Result<(), String> {
        let mut reading: Vec<usize> =
            (0..self.sequences.len()).filter(|of| self.sequences[*of].to_read() > 0).collect();
        reading.sort_by_key(|of| self.sequences[*of].last_used);
        for of in reading {
            let sequence = &mut self.sequences[of];
            let to_read = sequence.to_read();
            let part = piece(to_read, room);
            if part == 0 {
                break;
            }
            room -= part;
            self.batch.clear();
            for number in 1..=part {
                let Some(draft) = &sequence.draft else { break };
                let token = draft.prompt[sequence.read.len()];
                sequence.put(&mut self.batch, of, token, number == to_read)?;
            }
            self.decode()?;
            if part == to_read {
                self.choose(of, part - 1, tells)?;
            }
        }
        Ok(())
    }

    fn decode(&mut self) -> Result<(), String> {
        match &mut self.context {
            Some(context) if self.batch.n_tokens() > 0 => {
                context.decode(&mut self.batch).map_err(|error| error.to_string())
            }
            _ => Ok(()),
        }
    }

    /// Lets a draft choose its next token from a row of the batch that was just decoded.
    fn choose(&mut self, of: usize, row: usize, tells: &mut Vec<Tell>) -> Result<(), String> {
        let row = i32::try_from(row).map_err(|error| error.to_string())?;
        let (Some(context), Some(draft)) = (&self.context, &mut self.sequences[of].draft) else { return Ok(()) };
        match draft.choose(context, row, self.model, tells) {
            Ok(Some(finish)) => self.end(of, finish, tells),
            Ok(None) => {}
            Err(failure) => self.fail(of, failure, tells),
        }
        Ok(())
    }

    /// Gives sequences to waiting prompts, in order: one that finds no room keeps those behind it waiting too.
    fn begin(&mut self, tells: &mut Vec<Tell>) {
        while let Some(draft) = self.queue.front() {
            let wanted = room::shape(draft.cells(), self.most, self.model.model.size(), self.model.bytes_per_token());
            self.reshaping |= draft.cells() > self.shape.cells;
            if self.reshaping {
                if self.is_writing() {
                    return;
                }
                if let Err(failure) = self.reshape(wanted)
                    && let Some(draft) = self.queue.pop_front()
                {
                    tells.push(Tell::Failed { id: draft.id, failure });
                }
                continue;
            }
            let holdings: Vec<Holding<'_>> = self.sequences.iter().map(Sequence::holding).collect();
            match place(&draft.prompt, &holdings, self.shares_beginnings) {
                // after a long draft: many short ones are worth the wait for its end
                Place::Taken if wanted.sequences >= 2 * self.shape.sequences => {
                    self.reshaping = self.queue.len() > self.shape.sequences;
                    return;
                }
                Place::Taken | Place::BeingRead => return,
                Place::Here { sequence, from, shared } if self.take_over(sequence, from, shared) => {
                    let Some(mut draft) = self.queue.pop_front() else { return };
                    draft.evaluated = draft.prompt.len() - shared;
                    self.drafts_begun += 1;
                    self.sequences[sequence].last_used = self.drafts_begun;
                    self.sequences[sequence].draft = Some(draft);
                }
                // a kind of model that keeps its beginnings otherwise
                Place::Here { .. } => self.shares_beginnings = false,
            }
        }
    }

    /// Makes the context anew; when there is no memory for what is wanted, for one draft at a time.
    fn reshape(&mut self, wanted: Shape) -> Result<(), Failure> {
        // the old one goes first: two contexts at a time may be more than there is memory for
        self.context = None;
        self.reshaping = true;
        self.shape = wanted;
        self.context = room::context(self.model, wanted, self.threads).ok();
        if self.context.is_none() {
            self.most = 1;
            self.shape = Shape { sequences: 1, ..wanted };
            self.context = Some(room::context(self.model, self.shape, self.threads)?);
        }
        self.reshaping = false;
        self.sequences = (0..self.shape.sequences).map(|_| Sequence::default()).collect();
        Ok(())
    }

    /// Gives a sequence the first `shared` tokens of another, or keeps as many of its own.
    fn take_over(&mut self, sequence: usize, from: usize, shared: usize) -> bool {
        if sequence == from {
            return self.keep(sequence, shared);
        }
        self.keep(sequence, 0);
        let Some(context) = &mut self.context else { return false };
        let (Ok(source), Ok(target)) = (i32::try_from(from), i32::try_from(sequence)) else { return false };
        // between sequences with cells of their own llama.cpp copies all or nothing, and aborts when asked for a part
        if context.copy_kv_cache_seq(source, target, None, None).is_err() {
            return false;
        }
        let read = self.sequences[from].read.clone();
        self.sequences[sequence].read = read;
        let kept = self.keep(sequence, shared);
        let Some(context) = &self.context else { return false };
        let held = (context.kv_cache_seq_pos_min(target), context.kv_cache_seq_pos_max(target));
        if kept && held == (0, i32::try_from(shared).unwrap_or(i32::MAX) - 1) {
            return true;
        }
        self.keep(sequence, 0);
        false
    }

    /// Forgets what a sequence holds after its first tokens.
    fn keep(&mut self, of: usize, tokens: usize) -> bool {
        let Some(context) = &mut self.context else { return false };
        let (Ok(sequence), Ok(from)) = (u32::try_from(of), u32::try_from(tokens)) else { return false };
        let read = &mut self.sequences[of].read;
        if read.len() <= tokens {
            return true;
        }
        if tokens > 0 && matches!(context.clear_kv_cache_seq(Some(sequence), Some(from), None), Ok(true)) {
            read.truncate(tokens);
            return true;
        }
        read.clear();
        // never refused for a whole sequence
        let _ = context.clear_kv_cache_seq(Some(sequence), None, None);
        tokens == 0
    }

    /// Ends a draft; its prompt stays, for the next one that begins as it does.
    fn end(&mut self, of: usize, finish: FinishReason, tells: &mut Vec<Tell>) {
        let Some(draft) = self.sequences[of].draft.take() else { return };
        self.keep(of, if self.shares_beginnings { draft.prompt.len() } else { 0 });
        draft.finish(finish, tells);
    }

    /// Gives one draft up; the others go on.
    fn fail(&mut self, of: usize, failure: Failure, tells: &mut Vec<Tell>) {
        let Some(draft) = self.sequences[of].draft.take() else { return };
        self.keep(of, if self.shares_beginnings { draft.prompt.len() } else { 0 });
        tells.push(Tell::Failed { id: draft.id, failure });
    }

    fn fail_all(&mut self, detail: &str, tells: &mut Vec<Tell>) -> Broken {
        for draft in self.sequences.iter_mut().filter_map(|sequence| sequence.draft.take()) {
            tells.push(Tell::Failed { id: draft.id, failure: Failure::Other { detail: detail.to_owned() } });
        }
        Broken
    }
}

/// How much of `to_read` tokens is read in a batch of at most `room`: neither it nor the rest is short, unless the whole is.
fn piece(to_read: usize, room: usize) -> usize {
    if to_read <= room {
        return to_read;
    }
    let part = room.min(to_read.saturating_sub(SHORT));
    if part < SHORT { 0 } else { part }
}

impl Sequence {
    fn holding(&self) -> Holding<'_> {
        Holding {
            read: &self.read,
            prompt: self.draft.as_ref().map(|draft| draft.prompt.as_slice()),
            last_used: self.last_used,
        }
    }

    /// Tokens of the prompt that were not read yet.
    fn to_read(&self) -> usize {
        self.draft.as_ref().map_or(0, |draft| draft.prompt.len().saturating_sub(self.read.len()))
    }

    /// Puts the next token of this sequence, which is number `of`, into the batch.
    fn put(&mut self, batch: &mut LlamaBatch<'_>, of: usize, token: LlamaToken, chooses: bool) -> Result<(), String> {
        let position = i32::try_from(self.read.len()).map_err(|error| error.to_string())?;
        let of = i32::try_from(of).map_err(|error| error.to_string())?;
        batch.add(token, position, &[of], chooses).map_err(|error| error.to_string())?;
        self.read.push(token);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_prompt_is_cut_into_short_pieces() {
        assert_eq!((piece(1, 64), piece(64, 64), piece(80, 64)), (1, 64, 64));
        assert_eq!(piece(65, 64), 57, "eight are left");
        assert_eq!((piece(5, 1), piece(5, 0), piece(70, 7), piece(12, 11)), (0, 0, 0, 0), "another step has more room");
    }
}
