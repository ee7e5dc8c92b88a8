//! The built-in model's engine, and the drafts of a campaign.

use copydesk_domain::{Completion, Message, PromptPayload, Role};
use copydesk_llm_local::{EngineError, EngineSettings, LocalEngine, coach};
use std::path::{Path, PathBuf};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub const PRODUCTS: [&str; 5] = [
    "Product Name: Oak tray\nProduct Description: Solid oak, felt underside, 24 by 16 cm.",
    "Product Name: Wool blanket\nProduct Description: Lambswool, 130 by 200 cm, fringed.",
    "Product Name: Desk lamp\nProduct Description: Steel, dimmable, with a two-metre cable and a switch in the foot.",
    "Product Name: Linen towel\nProduct Description: Washed linen.",
    "Product Name: Bread knife\nProduct Description: Blade of 20 cm, handle of olive wood, sharpened by hand.",
];

pub fn model() -> PathBuf {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/models/SmolLM2-135M-Instruct.Q4_1.gguf");
    assert!(file.is_file(), "the built-in model is missing. Run: make model");
    file
}

pub fn engine(sequences: u32) -> LocalEngine {
    LocalEngine::new(EngineSettings {
        executable: Some(env!("CARGO_BIN_EXE_copydesk-engine").into()),
        sequences: Some(sequences),
        ..EngineSettings::default()
    })
}

pub fn payload(number: usize, max_tokens: u32) -> PromptPayload {
    let brief = format!("{}\nCreate a compelling marketing copy for this product.", PRODUCTS[number]);
    PromptPayload {
        messages: coach(&[Message::new(Role::User, brief)], "en"),
        model: "built-in".into(),
        max_tokens,
        temperature: 0.7,
        stop: vec![],
        seed: Some(number as u64),
        schema: None,
        local_only: false,
        masked: false,
    }
}

pub type Writing = JoinHandle<Result<Completion, EngineError>>;

/// A draft whose words also go to a channel.
pub fn begin(
    engine: &LocalEngine,
    file: PathBuf,
    payload: PromptPayload,
    cancel: CancellationToken,
) -> (Writing, Words) {
    let (sender, words) = tokio::sync::mpsc::unbounded_channel();
    let engine = engine.clone();
    let writing = tokio::spawn(async move {
        let mut on_text = |text: &str| {
            let _ = sender.send(text.to_owned());
        };
        engine.complete(&file, &payload, &mut on_text, &cancel).await
    });
    (writing, words)
}

pub type Words = tokio::sync::mpsc::UnboundedReceiver<String>;

pub fn write(engine: &LocalEngine, payload: PromptPayload) -> Writing {
    begin(engine, model(), payload, CancellationToken::new()).0
}
