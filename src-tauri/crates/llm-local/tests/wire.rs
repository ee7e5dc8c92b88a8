//! The engine's child spoken to in its own words: what only shows there.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "tests")]

use copydesk_llm_local::{CHILD_ARGUMENT, coach};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

fn ask(id: u64, brief: &str) -> Value {
    let messages = coach(&[copydesk_domain::Message::new(copydesk_domain::Role::User, brief)], "en");
    let payload = json!({
        "messages": messages, "model": "", "max_tokens": 4, "temperature": 0.0, "stop": [], "seed": null
    });
    json!({ "ask": "complete", "id": id, "payload": payload })
}

#[test]
fn what_prompts_have_in_common_is_read_once() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/models/SmolLM2-135M-Instruct.Q4_1.gguf");
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk-engine"))
        .arg(CHILD_ARGUMENT)
        .arg("serve")
        .arg(file)
        .args(["1", "3"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let briefs = ["Product Name: Oak tray", "Product Name: Wool blanket", "Product Name: Desk lamp", "A vase"];
    // together, then one more that comes when they are done
    for (id, brief) in (0..).zip(briefs).take(3) {
        writeln!(input, "{}", ask(id, brief)).unwrap();
    }
    let mut evaluated = [None; 4];
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let tell: Value = serde_json::from_str(&line.unwrap()).unwrap();
        if tell["tell"] == "done" {
            let id = usize::try_from(tell["id"].as_u64().unwrap()).unwrap();
            evaluated[id] = Some((tell["prompt_evaluated"].as_u64().unwrap(), tell["prompt_tokens"].as_u64().unwrap()));
            if evaluated.iter().flatten().count() == 3 && id != 3 {
                writeln!(input, "{}", ask(3, briefs[3])).unwrap();
            }
        }
        if evaluated.iter().all(Option::is_some) {
            break;
        }
    }
    drop(input);
    child.wait().unwrap();
    let [first, rest @ ..] = evaluated.map(Option::unwrap);
    assert_eq!(first.0, first.1, "nothing was there to be taken over");
    for (evaluated, whole) in rest {
        assert!(evaluated < 30 && whole > 110, "{evaluated} of {whole} tokens were read again");
    }
}
