//! Learning a brand's voice from texts that have it. Counted on this machine; nothing is sent and nothing saved.

use crate::view::{LearnRequest, Problem, VoiceEvidence, VoiceProposal};
use copydesk_sheet::plain_text;
use copydesk_voice::{Evidence, Said, learn};

/// Most texts that are read at once.
const MOST_SAMPLES: usize = 50;
/// Most bytes of them all: a hundred long pages.
const MOST_BYTES: usize = 2_000_000;

/// Proposes a voice from texts or pages.
///
/// # Errors
/// `too_many_samples` and `samples_too_long` with the limit.
pub fn learn_voice(request: &LearnRequest) -> Result<VoiceProposal, Problem> {
    if request.samples.len() > MOST_SAMPLES {
        let message = format!("These are {} texts. Paste at most {MOST_SAMPLES}.", request.samples.len());
        return Err(Problem::new("too_many_samples", message).with("limit", MOST_SAMPLES));
    }
    if request.samples.iter().map(String::len).sum::<usize>() > MOST_BYTES {
        let message = "These texts are longer than 2 MB together. Paste a few pages that sound right instead.";
        return Err(Problem::new("samples_too_long", message).with("limit", MOST_BYTES));
    }
    let samples: Vec<String> = request.samples.iter().map(|sample| plain_text(sample)).collect();
    let said = if request.language.starts_with("zh") { Said::Chinese } else { Said::English };
    let learned = learn(&samples, said);
    let evidence = |evidence: Evidence| VoiceEvidence {
        field: evidence.field,
        proposal: evidence.proposal,
        because: evidence.because,
    };
    Ok(VoiceProposal {
        fields: learned.fields,
        evidence: learned.evidence.into_iter().map(evidence).collect(),
        words: learned.words,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_page_is_read_as_its_text_and_too_much_is_refused() {
        let sentence = "<p>You wake up rested. You turn it over, and your neck says thank you.</p>";
        let page =
            format!("<html><head><style>p {{ color: red }}</style></head><body>{}</body></html>", sentence.repeat(8));
        let ask = |samples| learn_voice(&LearnRequest { samples, language: "en".into() });
        let proposal = ask(vec![page]).unwrap();
        assert_eq!(proposal.words, 14 * 8);
        assert!(!proposal.evidence.is_empty());
        assert!(!serde_json::to_string(&proposal).unwrap().contains("color"));
        assert_eq!(ask(vec![String::new(); 51]).unwrap_err().code, "too_many_samples");
        assert_eq!(ask(vec!["x".repeat(2_000_001)]).unwrap_err().code, "samples_too_long");
    }
}
