//! What the sequences of a context hold, and where the next prompt goes: pure bookkeeping, without llama.cpp.
//!
//! Sequences of one context keep their tokens in the same cells. A prompt that begins as another one does is given that
//! one's cells instead of being read again.

use llama_cpp_2::token::LlamaToken;
use std::collections::HashSet;

/// A beginning that is being read is waited for when it is this many tokens longer than what is there already.
const WORTH_WAITING: usize = 16;

/// A token in the cache. Sequences that share a cell name the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub token: LlamaToken,
    pub number: u64,
}

/// One sequence, seen by the prompt that looks for a place.
#[derive(Clone, Copy)]
pub(super) struct Holding<'a> {
    /// What was read, by position.
    pub cells: &'a [Cell],
    /// The whole prompt and the cells that will be filled in all, while a draft is under way.
    pub draft: Option<(&'a [LlamaToken], usize)>,
    /// Counts up with every draft that is given a sequence.
    pub last_used: u64,
}

impl Holding<'_> {
    /// Cells that its draft has yet to fill.
    fn to_come(self) -> usize {
        self.draft.map_or(0, |(_, whole)| whole.saturating_sub(self.cells.len()))
    }
}

/// Where a prompt goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere yet: something that is under way must come further first.
    Wait,
    /// Nowhere: the context has too few cells.
    NoRoom,
    /// Into this sequence.
    Here {
        /// The sequence.
        sequence: usize,
        /// Whose beginning it takes over; its own when it is the same sequence.
        from: usize,
        /// Tokens of that beginning.
        shared: usize,
        /// Ended drafts' sequences whose cells are needed.
        forget: Vec<usize>,
    },
}

/// Finds a place for a prompt that fills `cells` cells in all, in a context of `size` cells.
pub(super) fn place(
    prompt: &[LlamaToken],
    cells: usize,
    holdings: &[Holding<'_>],
    size: usize,
    shares_beginnings: bool,
) -> Place {
    // the last token is always read: choosing the next one needs what the model makes of it
    let beginning = if shares_beginnings { &prompt[..prompt.len().saturating_sub(1)] } else { &[] };
    let free = |of: &usize| holdings[*of].draft.is_none();
    let Some(oldest) = (0..holdings.len()).filter(free).min_by_key(|of| holdings[*of].last_used) else {
        return Place::Wait;
    };
    let shared_with = |of: usize| common(beginning, holdings[of].cells.iter().map(|cell| cell.token));
    let best = (0..holdings.len()).max_by_key(|of| (shared_with(*of), free(of))).unwrap_or(oldest);
    let shared = shared_with(best);
    let being_read = holdings.iter().filter_map(|holding| holding.draft);
    let soon = being_read.map(|(prompt, _)| common(beginning, prompt.iter().copied())).max().unwrap_or(0);
    if soon >= shared + WORTH_WAITING {
        return Place::Wait;
    }
    let sequence = if shared > 0 && free(&best) { best } else { oldest };

    let mut kept: Vec<usize> = (0..holdings.len()).filter(|of| *of != sequence).collect();
    let mut forget = Vec::new();
    let to_come: usize = holdings.iter().map(|holding| holding.to_come()).sum::<usize>() + cells.saturating_sub(shared);
    loop {
        let kept_cells = kept.iter().flat_map(|of| holdings[*of].cells);
        let numbers: HashSet<u64> = kept_cells.chain(&holdings[best].cells[..shared]).map(|cell| cell.number).collect();
        if numbers.len() + to_come <= size {
            let from = if shared > 0 { best } else { sequence };
            return Place::Here { sequence, from, shared, forget };
        }
        let Some(oldest) = kept.iter().copied().filter(free).min_by_key(|of| holdings[*of].last_used) else {
            return Place::NoRoom;
        };
        kept.retain(|of| *of != oldest);
        if !holdings[oldest].cells.is_empty() {
            forget.push(oldest);
        }
    }
}

fn common(one: &[LlamaToken], other: impl Iterator<Item = LlamaToken>) -> usize {
    one.iter().copied().zip(other).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(numbers: impl IntoIterator<Item = i32>) -> Vec<LlamaToken> {
        numbers.into_iter().map(LlamaToken::new).collect()
    }

    /// Cells with numbers from `first` on.
    fn cells(tokens: &[LlamaToken], first: u64) -> Vec<Cell> {
        tokens.iter().zip(first..).map(|(token, number)| Cell { token: *token, number }).collect()
    }

    const EMPTY: Holding<'static> = Holding { cells: &[], draft: None, last_used: 0 };

    #[test]
    fn a_prompt_is_read_whole_when_nothing_begins_as_it_does() {
        let other = cells(&tokens(100..150), 0);
        let holdings = [Holding { cells: &other, draft: None, last_used: 1 }, EMPTY];
        let found = place(&tokens(0..50), 60, &holdings, 1_000, true);
        assert_eq!(found, Place::Here { sequence: 1, from: 1, shared: 0, forget: vec![] });
    }

    #[test]
    fn the_beginning_of_an_ended_draft_is_taken_over_in_its_place_but_for_the_last_token() {
        let prompt = tokens(0..50);
        let held = cells(&prompt, 0);
        let holdings = [EMPTY, Holding { cells: &held, draft: None, last_used: 1 }];
        let found = place(&prompt, 60, &holdings, 1_000, true);
        assert_eq!(found, Place::Here { sequence: 1, from: 1, shared: 49, forget: vec![] });
    }

    #[test]
    fn the_beginning_of_a_draft_under_way_is_copied() {
        let prompt = tokens(0..50);
        let held = cells(&prompt, 0);
        let holdings = [Holding { cells: &held, draft: Some((&prompt, 60)), last_used: 1 }, EMPTY];
        let mut other = tokens(0..40);
        other.extend(tokens(70..80));
        let found = place(&other, 60, &holdings, 1_000, true);
        assert_eq!(found, Place::Here { sequence: 1, from: 0, shared: 40, forget: vec![] });
        let found = place(&other, 60, &holdings, 1_000, false);
        assert_eq!(found, Place::Here { sequence: 1, from: 1, shared: 0, forget: vec![] });
    }

    #[test]
    fn a_beginning_that_is_being_read_is_waited_for_when_it_is_long() {
        let prompt = tokens(0..50);
        let held = cells(&prompt[..10], 0);
        let holdings = [Holding { cells: &held, draft: Some((&prompt, 60)), last_used: 1 }, EMPTY];
        assert_eq!(place(&prompt, 60, &holdings, 1_000, true), Place::Wait);
        let mut short = tokens(0..20);
        short.extend(tokens(80..90));
        let found = place(&short, 40, &holdings, 1_000, true);
        assert_eq!(found, Place::Here { sequence: 1, from: 0, shared: 10, forget: vec![] });
    }

    #[test]
    fn nothing_is_placed_while_every_sequence_is_writing() {
        let prompt = tokens(0..5);
        let holdings = [Holding { cells: &[], draft: Some((&prompt, 10)), last_used: 1 }];
        assert_eq!(place(&tokens(7..9), 4, &holdings, 1_000, true), Place::Wait);
    }

    #[test]
    fn shared_cells_are_counted_once_and_old_drafts_are_forgotten_first() {
        let prompt = tokens(0..50);
        let held = cells(&prompt, 0);
        let (old, older) = (cells(&tokens(200..230), 100), cells(&tokens(300..330), 200));
        let holdings = [
            Holding { cells: &held, draft: Some((&prompt, 60)), last_used: 3 },
            Holding { cells: &old, draft: None, last_used: 2 },
            Holding { cells: &older, draft: None, last_used: 1 },
            EMPTY,
        ];
        let mut next = tokens(0..40);
        next.extend(tokens(70..80));
        // 50 read and 10 to come, 30, 30, and 20 of its own
        let here = |forget| Place::Here { sequence: 3, from: 0, shared: 40, forget };
        assert_eq!(place(&next, 60, &holdings, 140, true), here(vec![]));
        assert_eq!(place(&next, 60, &holdings, 139, true), here(vec![2]));
        assert_eq!(place(&next, 60, &holdings, 80, true), here(vec![2, 1]));
        assert_eq!(place(&next, 60, &holdings, 79, true), Place::NoRoom);
    }
}
