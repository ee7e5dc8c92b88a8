//! Writes several drafts together: one step reads a token of each, and a piece of the prompts that came meanwhile.

use super::{
    BATCH,
    draft::Draft,
    model::Model,
    room,
    sequence::{Cell, Holding, Place, place},
};
use crate::wire::{Ask, Failure, Tell};
use copydesk_domain::FinishReason;
use llama_cpp_2::{context::LlamaContext, llama_batch::LlamaBatch};
use std::collections::VecDeque;

/// Tokens of prompts that are read in one step while drafts are being written: those wait for them.
const BESIDE: usize = 64;

/// A sequence of the context: what it holds, and the draft that is written in it.
#[derive(Default)]
struct Sequence {
    cells: Vec<Cell>,
    draft: Option<Draft>,
    last_used: u64,
}

/// Writes drafts with one model. Asks come in between steps; what is to be told comes out of them.
///
/// What is promised: a draft that is written alone, in a context that holds no beginning of its prompt, is a function of
/// the file, the prompt, the settings and the seed. Other drafts never reach into it: their words, their repetitions and
/// their seeds are their own. But llama.cpp adds numbers in another order when it reads one token than when it reads
/// several, so beside others, or after a beginning that was taken over, the last bits of its probabilities may differ,
/// and a token that was chosen by a hair may be another.
pub(super) struct Writer<'a> {
    model: &'a Model,
    threads: i32,
    shares_beginnings: bool,
    context: Option<LlamaContext<'a>>,
    batch: LlamaBatch<'static>,
    sequences: Vec<Sequence>,
    /// Drafts that have no sequence yet, in the order in which they came.
    queue: VecDeque<Draft>,
    /// The context is too small for what is asked: nothing is begun until it is empty and can be made anew.
    growing: bool,
    drafts_begun: u64,
    cells_filled: u64,
}

/// Why the process cannot go on: what it holds is not known any more.
pub(super) struct Broken;

impl<'a> Writer<'a> {
    pub(super) fn new(model: &'a Model, threads: i32, sequences: usize) -> Self {
        Self {
            model,
            threads,
            shares_beginnings: model.shares_beginnings(),
            context: None,
            batch: LlamaBatch::new(BATCH, 1),
            sequences: (0..sequences).map(|_| Sequence::default()).collect(),
            queue: VecDeque::new(),
            growing: false,
            drafts_begun: 0,
            cells_filled: 0,
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

    /// Begins what can be begun, reads one batch, and chooses a token for every draft whose prompt is read.
    pub(super) fn step(&mut self, tells: &mut Vec<Tell>) -> Result<(), Broken> {
        self.begin(tells);
        let rows = self.fill_batch().map_err(|error| self.fail_all(&error, tells))?;
        if self.batch.n_tokens() == 0 {
            return Ok(());
        }
        let Some(context) = &mut self.context else { return Ok(()) };
        if let Err(error) = context.decode(&mut self.batch) {
            return Err(self.fail_all(&error.to_string(), tells));
        }
        for (of, row) in rows {
            let (Some(context), Some(draft)) = (&self.context, &mut self.sequences[of].draft) else { continue };
            if let Some(finish) = draft.choose(context, row, self.model, tells) {
                self.end(of, finish, tells);
            }
        }
        Ok(())
    }

    /// Gives sequences to waiting prompts, in order: one that finds no room keeps those behind it waiting too.
    fn begin(&mut self, tells: &mut Vec<Tell>) {
        while let Some(draft) = self.queue.front() {
            let size = self.context.as_ref().map_or(0, |context| context.n_ctx() as usize);
            let wanted = room::wanted(
                draft.cells(),
                self.sequences.len(),
                self.model.model.size(),
                self.model.bytes_per_token(),
            );
            if self.growing || self.context.is_none() {
                if self.is_writing() {
                    return;
                }
                self.growing = false;
                let needed = draft.cells();
                if let Err(failure) = self.make_context(wanted.max(size), needed)
                    && let Some(draft) = self.queue.pop_front()
                {
                    tells.push(Tell::Failed { id: draft.id, failure });
                }
                continue;
            }
            let holdings: Vec<Holding<'_>> = self.sequences.iter().map(Sequence::holding).collect();
            match place(&draft.prompt, draft.cells(), &holdings, size, self.shares_beginnings) {
                Place::Wait => return,
                // larger than it is, or waiting is all that helps
                Place::NoRoom if size < wanted || !self.is_writing() => self.growing = true,
                Place::NoRoom => return,
                Place::Here { sequence, from, shared, forget } => {
                    for of in forget {
                        self.keep(of, 0);
                    }
                    if self.take_over(sequence, from, shared) {
                        if let Some(mut draft) = self.queue.pop_front() {
                            draft.evaluated = draft.prompt.len() - shared;
                            self.drafts_begun += 1;
                            self.sequences[sequence].last_used = self.drafts_begun;
                            self.sequences[sequence].draft = Some(draft);
                        }
                    } else {
                        // a kind of model that keeps its beginnings otherwise
                        self.shares_beginnings = false;
                    }
                }
            }
        }
    }

    /// Makes the context anew; when there is no memory for what is wanted, with what the next draft needs.
    fn make_context(&mut self, wanted: usize, needed: usize) -> Result<(), Failure> {
        // the old one goes first: two contexts at a time may be more than there is memory for
        self.context = None;
        for sequence in &mut self.sequences {
            sequence.cells.clear();
        }
        let make = |cells| room::context(self.model, cells, self.sequences.len(), self.threads);
        self.context = Some(make(wanted).or_else(|_| make(needed))?);
        Ok(())
    }

    /// Gives a sequence the first `shared` cells of another, or keeps as many of its own.
    fn take_over(&mut self, sequence: usize, from: usize, shared: usize) -> bool {
        if sequence == from {
            return self.keep(sequence, shared);
        }
        self.keep(sequence, 0);
        let Some(context) = &mut self.context else { return false };
        let (Ok(source), Ok(target), Ok(end)) = (i32::try_from(from), i32::try_from(sequence), u32::try_from(shared))
        else {
            return false;
        };
        if context.copy_kv_cache_seq(source, target, Some(0), Some(end)).is_err() {
            return false;
        }
        let whole = (context.kv_cache_seq_pos_min(target), context.kv_cache_seq_pos_max(target));
        self.sequences[sequence].cells = self.sequences[from].cells[..shared].to_vec();
        if whole == (0, i32::try_from(shared).unwrap_or(i32::MAX) - 1) {
            return true;
        }
        self.keep(sequence, 0);
        false
    }

    /// Forgets what a sequence holds after its first cells.
    fn keep(&mut self, of: usize, cells: usize) -> bool {
        let Some(context) = &mut self.context else { return false };
        let (Ok(sequence), Ok(from)) = (u32::try_from(of), u32::try_from(cells)) else { return false };
        let held = &mut self.sequences[of].cells;
        if held.len() <= cells {
            return true;
        }
        if cells > 0 && matches!(context.clear_kv_cache_seq(Some(sequence), Some(from), None), Ok(true)) {
            held.truncate(cells);
            return true;
        }
        held.clear();
        // never refused for a whole sequence
        let _ = context.clear_kv_cache_seq(Some(sequence), None, None);
        cells == 0
    }

    /// Puts the written tokens into the batch, then as much of the prompts as has room; answers with the rows that tell
    /// a draft its next token.
    fn fill_batch(&mut self) -> Result<Vec<(usize, i32)>, String> {
        let mut rows = Vec::new();
        self.batch.clear();
        for of in 0..self.sequences.len() {
            let sequence = &mut self.sequences[of];
            if let Some(token) = sequence.draft.as_mut().and_then(|draft| draft.next.take()) {
                rows.push((of, self.batch.n_tokens()));
                self.cells_filled += 1;
                sequence.read(&mut self.batch, of, Cell { token, number: self.cells_filled }, true)?;
            }
        }
        let mut room = if rows.is_empty() { BATCH } else { BESIDE };
        let mut reading: Vec<usize> =
            (0..self.sequences.len()).filter(|of| self.sequences[*of].to_read() > 0).collect();
        reading.sort_by_key(|of| self.sequences[*of].last_used);
        for of in reading {
            let sequence = &mut self.sequences[of];
            let to_read = sequence.to_read();
            let part = to_read.min(room);
            room -= part;
            for number in 0..part {
                let Some(draft) = &sequence.draft else { break };
                let (token, last) = (draft.prompt[sequence.cells.len()], number + 1 == to_read);
                if last {
                    rows.push((of, self.batch.n_tokens()));
                }
                self.cells_filled += 1;
                sequence.read(&mut self.batch, of, Cell { token, number: self.cells_filled }, last)?;
            }
        }
        Ok(rows)
    }

    /// Ends a draft; its prompt stays, for the next one that begins as it does.
    fn end(&mut self, of: usize, finish: FinishReason, tells: &mut Vec<Tell>) {
        let Some(draft) = self.sequences[of].draft.take() else { return };
        self.keep(of, if self.shares_beginnings { draft.prompt.len() } else { 0 });
        draft.finish(finish, tells);
    }

    fn fail_all(&mut self, detail: &str, tells: &mut Vec<Tell>) -> Broken {
        for draft in self.sequences.iter_mut().filter_map(|sequence| sequence.draft.take()) {
            tells.push(Tell::Failed { id: draft.id, failure: Failure::Other { detail: detail.to_owned() } });
        }
        Broken
    }
}

impl Sequence {
    fn holding(&self) -> Holding<'_> {
        Holding {
            cells: &self.cells,
            draft: self.draft.as_ref().map(|draft| (draft.prompt.as_slice(), draft.cells())),
            last_used: self.last_used,
        }
    }

    /// Tokens of the prompt that were not read yet.
    fn to_read(&self) -> usize {
        self.draft.as_ref().map_or(0, |draft| draft.prompt.len().saturating_sub(self.cells.len()))
    }

    /// Puts the next token of sequence `of` into the batch.
    fn read(&mut self, batch: &mut LlamaBatch<'_>, of: usize, cell: Cell, chooses: bool) -> Result<(), String> {
        let position = i32::try_from(self.cells.len()).map_err(|error| error.to_string())?;
        let of = i32::try_from(of).map_err(|error| error.to_string())?;
        batch.add(cell.token, position, &[of], chooses).map_err(|error| error.to_string())?;
        self.cells.push(cell);
        Ok(())
    }
}
