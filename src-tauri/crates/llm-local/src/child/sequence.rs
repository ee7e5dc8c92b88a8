//! What the sequences of a context hold, and where the next prompt goes: pure bookkeeping, without llama.cpp.

use super::writer::SHORT;
use llama_cpp_2::token::LlamaToken;

/// A beginning that is being read is waited for when it is this many tokens longer than what is there already.
const WORTH_WAITING: usize = 16;

/// One sequence, seen by the prompt that looks for a place.
#[derive(Clone, Copy)]
pub(super) struct Holding<'a> {
    /// What was read, by position.
    pub read: &'a [LlamaToken],
    /// The whole prompt, while a draft is under way.
    pub prompt: Option<&'a [LlamaToken]>,
    /// Counts up with every draft that is given a sequence.
    pub last_used: u64,
}

/// Where a prompt goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: every sequence is writing.
    Taken,
    /// Nowhere yet: another draft is reading what this one begins with.
    BeingRead,
    /// Into this sequence.
    Here {
        /// The sequence.
        sequence: usize,
        /// Whose beginning it takes over; its own when it is the same sequence.
        from: usize,
        /// Tokens of that beginning.
        shared: usize,
    },
}

/// Finds a place for a prompt.
pub(super) fn place(prompt: &[LlamaToken], holdings: &[Holding<'_>], shares_beginnings: bool) -> Place {
    // the last token is always read, because choosing the next one needs what the model makes of it; and a few before it,
    // because the end of a prompt read by itself must not be a short piece
    let beginning = if shares_beginnings { &prompt[..prompt.len().saturating_sub(SHORT)] } else { &[] };
    let free = |of: &usize| holdings[*of].prompt.is_none();
    let Some(oldest) = (0..holdings.len()).filter(free).min_by_key(|of| holdings[*of].last_used) else {
        return Place::Taken;
    };
    let shared_with = |of: usize| common(beginning, holdings[of].read);
    let best = (0..holdings.len()).max_by_key(|of| (shared_with(*of), free(of))).unwrap_or(oldest);
    let shared = shared_with(best);
    let being_read = holdings.iter().filter_map(|holding| holding.prompt);
    let soon = being_read.map(|prompt| common(beginning, prompt)).max().unwrap_or(0);
    if soon >= shared + WORTH_WAITING {
        return Place::BeingRead;
    }
    match shared {
        0 => Place::Here { sequence: oldest, from: oldest, shared },
        _ if free(&best) => Place::Here { sequence: best, from: best, shared },
        _ => Place::Here { sequence: oldest, from: best, shared },
    }
}

fn common(one: &[LlamaToken], other: &[LlamaToken]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(numbers: impl IntoIterator<Item = i32>) -> Vec<LlamaToken> {
        numbers.into_iter().map(LlamaToken::new).collect()
    }

    const EMPTY: Holding<'static> = Holding { read: &[], prompt: None, last_used: 0 };

    #[test]
    fn a_prompt_is_read_whole_when_nothing_begins_as_it_does() {
        let other = tokens(100..150);
        let holdings = [Holding { read: &other, prompt: None, last_used: 1 }, EMPTY];
        let found = place(&tokens(0..50), &holdings, true);
        assert_eq!(found, Place::Here { sequence: 1, from: 1, shared: 0 });
    }

    #[test]
    fn the_beginning_of_an_ended_draft_is_taken_over_in_its_place_but_for_its_end() {
        let prompt = tokens(0..50);
        let holdings = [EMPTY, Holding { read: &prompt, prompt: None, last_used: 1 }];
        assert_eq!(place(&prompt, &holdings, true), Place::Here { sequence: 1, from: 1, shared: 42 });
    }

    #[test]
    fn the_beginning_of_a_draft_under_way_is_copied_to_the_oldest_sequence() {
        let prompt = tokens(0..50);
        let old = tokens(300..310);
        let holdings = [
            Holding { read: &prompt, prompt: Some(&prompt), last_used: 3 },
            Holding { read: &old, prompt: None, last_used: 2 },
            Holding { read: &old, prompt: None, last_used: 1 },
        ];
        let other = tokens((0..40).chain(70..80));
        assert_eq!(place(&other, &holdings, true), Place::Here { sequence: 2, from: 0, shared: 40 });
        assert_eq!(place(&other, &holdings, false), Place::Here { sequence: 2, from: 2, shared: 0 });
    }

    #[test]
    fn a_beginning_that_is_being_read_is_waited_for_when_it_is_long() {
        let prompt = tokens(0..50);
        let holdings = [Holding { read: &prompt[..10], prompt: Some(&prompt), last_used: 1 }, EMPTY];
        assert_eq!(place(&prompt, &holdings, true), Place::BeingRead);
        let short = tokens((0..20).chain(80..90));
        assert_eq!(place(&short, &holdings, true), Place::Here { sequence: 1, from: 0, shared: 10 });
    }

    #[test]
    fn nothing_is_placed_while_every_sequence_is_writing() {
        let prompt = tokens(0..5);
        let holdings = [Holding { read: &[], prompt: Some(&prompt), last_used: 1 }];
        assert_eq!(place(&tokens(7..9), &holdings, true), Place::Taken);
    }
}
