//! Tokens a second through the engine's child process against llama.cpp called directly: same file, prompt, threads.
//! Then drafts a minute of a campaign, written together and one at a time.
//!
//! Usage: engine_bench MODEL.gguf COPYDESK_ENGINE
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "a benchmark")]

use copydesk_domain::{Message, PromptPayload, Role};
use copydesk_llm_local::{EngineSettings, LocalEngine, coach};
use llama_cpp_2::{
    context::params::LlamaContextParams,
    llama_backend::LlamaBackend,
    llama_batch::LlamaBatch,
    model::{LlamaChatMessage, LlamaModel, params::LlamaModelParams},
    sampling::LlamaSampler,
};
use std::{num::NonZeroU32, path::Path, time::Instant};
use tokio_util::sync::CancellationToken;

const PROMPT: &str = "Product Name: Oak tray\nProduct Description: Solid oak, felt underside, 24 by 16 cm.\nWrite three long paragraphs.";
const TOKENS: u32 = 200;
const ROUNDS: usize = 7;

fn threads() -> i32 {
    i32::try_from(std::thread::available_parallelism().unwrap().get()).unwrap().saturating_sub(1).max(1)
}

/// The products of a campaign: what a brief says of each, after an instruction and an example that are the same for all.
const PRODUCTS: [&str; 8] = [
    "Oak tray\nProduct Description: Solid oak, felt underside, 24 by 16 cm.",
    "Wool blanket\nProduct Description: Lambswool from Shetland, 130 by 200 cm, fringed at both ends.",
    "Desk lamp\nProduct Description: Powder-coated steel, dimmable, with a two-metre cable and a switch in the foot.",
    "Linen towel\nProduct Description: Washed linen in five colours. Dries fast and takes little room in a bag.",
    "Bread knife\nProduct Description: Blade of 20 cm, handle of olive wood, sharpened by hand.",
    "Garden shears\nProduct Description: Forged blades, a catch for one hand, for branches up to 15 mm.",
    "Storage jar\nProduct Description: Borosilicate glass with a lid of bamboo. Holds one litre.",
    "Travel mug\nProduct Description: Steel with a double wall, keeps tea warm for six hours, 350 ml.",
];
const DRAFTS: usize = 24;
const CAMPAIGN_ROUNDS: usize = 3;

/// llama.cpp alone, in this process: tokens a second after the first.
fn bare(backend: &LlamaBackend, model: &LlamaModel) -> f64 {
    let params = LlamaContextParams::default()
        .with_n_ctx(NonZeroU32::new(1024))
        .with_n_batch(256)
        .with_n_threads(threads())
        .with_n_threads_batch(threads());
    let mut context = model.new_context(backend, params).unwrap();
    let chat = [LlamaChatMessage::new("user".into(), PROMPT.into()).unwrap()];
    let text = model.apply_chat_template(&model.chat_template(None).unwrap(), &chat, true).unwrap();
    let vocab = model.vocab();
    let prompt = vocab.tokenize(text.as_bytes(), true, true);
    let mut batch = LlamaBatch::new(256, 1);
    for (position, token) in prompt.iter().enumerate() {
        batch.add(*token, i32::try_from(position).unwrap(), &[0], position + 1 == prompt.len()).unwrap();
    }
    context.decode(&mut batch).unwrap();
    // the same chain of samplers as the engine's
    let mut sampler = LlamaSampler::chain_simple([
        LlamaSampler::penalties(model.n_vocab(), 64, 1.1, 0.0, 0.0),
        LlamaSampler::top_k(40),
        LlamaSampler::top_p(0.9, 1),
        LlamaSampler::min_p(0.08, 1),
        LlamaSampler::temp(0.7),
        LlamaSampler::dist(7),
    ]);
    let started = Instant::now();
    let mut written = 0;
    while written < TOKENS {
        let token = sampler.sample(&context, -1);
        if vocab.is_eog(token) {
            break;
        }
        written += 1;
        batch.clear();
        batch
            .add(token, i32::try_from(prompt.len()).unwrap() + i32::try_from(written).unwrap() - 1, &[0], true)
            .unwrap();
        context.decode(&mut batch).unwrap();
    }
    f64::from(written) / started.elapsed().as_secs_f64()
}

/// The whole way: child process, pipes, JSON, async. From the first words that arrive to the end of the draft.
async fn through(engine: &LocalEngine, model: &Path) -> f64 {
    let payload = PromptPayload {
        messages: vec![Message::new(Role::User, PROMPT)],
        model: String::new(),
        max_tokens: TOKENS,
        temperature: 0.7,
        stop: vec![],
        seed: Some(7),
        schema: None,
        local_only: false,
        masked: false,
    };
    let mut first = None;
    let mut on_text = |_: &str| {
        first.get_or_insert_with(Instant::now);
    };
    let done = engine.complete(model, &payload, &mut on_text, &CancellationToken::new()).await.unwrap();
    f64::from(done.usage.unwrap().completion - 1) / first.unwrap().elapsed().as_secs_f64()
}

/// A draft as the application asks for it; every product comes several times, with another seed.
fn cell(number: usize) -> PromptPayload {
    let product = PRODUCTS[number % PRODUCTS.len()];
    let brief = format!("Product Name: {product}\nCreate a compelling marketing copy for this product.");
    PromptPayload {
        messages: coach(&[Message::new(Role::User, brief)], "en"),
        model: String::new(),
        max_tokens: 100,
        temperature: 0.7,
        stop: vec![],
        seed: Some(number as u64),
        schema: None,
        local_only: false,
        masked: false,
    }
}

/// The whole campaign, as many drafts at a time as the engine has sequences: texts, and drafts a minute.
async fn campaign(engine: &LocalEngine, model: &Path) -> (Vec<String>, f64) {
    let started = Instant::now();
    let write = |number| {
        let (engine, model) = (engine.clone(), model.to_owned());
        tokio::spawn(async move {
            let none = CancellationToken::new();
            engine.complete(&model, &cell(number), &mut |_| {}, &none).await.unwrap().text
        })
    };
    let mut texts = Vec::new();
    for draft in (0..DRAFTS).map(write).collect::<Vec<_>>() {
        texts.push(draft.await.unwrap());
    }
    (texts, 60.0 * DRAFTS as f64 / started.elapsed().as_secs_f64())
}

/// Compares a campaign written together with one written one at a time.
async fn together(executable: &str, file: &Path) {
    let with = |sequences| {
        LocalEngine::new(EngineSettings { executable: Some(executable.into()), sequences, ..EngineSettings::default() })
    };
    let (many, one) = (with(None), with(Some(1)));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..CAMPAIGN_ROUNDS {
        let ((texts, fast), (alone, slow)) = (campaign(&many, file).await, campaign(&one, file).await);
        assert_eq!(texts, alone, "the same drafts, whoever is beside them");
        ours.push(fast);
        theirs.push(slow);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!(
        "| built-in model, {DRAFTS} drafts of one campaign, {} together | {ours:.0} drafts/min | {theirs:.0} drafts/min | {:.2} × | one at a time, as measured |",
        many.sequences(),
        ours / theirs
    );
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let file = Path::new(&arguments[1]);
    let mut backend = LlamaBackend::init().unwrap();
    backend.void_logs();
    let model = LlamaModel::load_from_file(&backend, file, &LlamaModelParams::default()).unwrap();
    let engine =
        LocalEngine::new(EngineSettings { executable: Some(arguments[2].clone().into()), ..EngineSettings::default() });
    through(&engine, file).await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(through(&engine, file).await);
        theirs.push(bare(&backend, &model));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!(
        "| built-in model, {TOKENS} tokens, {} thread | {ours:.1} tokens/s | {theirs:.1} tokens/s | {:.2} × | bare llama.cpp, at least 0.97 × |",
        threads(),
        ours / theirs
    );
    together(&arguments[2], file).await;
}
