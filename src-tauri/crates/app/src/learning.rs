//! Learning.
use crate::view::{LearnRequest, Problem, VoiceProposal};
/// stub until the crate lands
pub fn learn_voice(_request: &LearnRequest) -> Result<VoiceProposal, Problem> {
    Err(Problem::new("stub", "stub"))
}
