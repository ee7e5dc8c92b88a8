//! Judging texts, and the rules that they are judged by.

use crate::{
    arguments::{Command, MarketName, Rules},
    output,
};
use copydesk_app::{
    Desk, Home, Judge, JudgeRequest, Problem,
    domain::{FieldValues, Finding, Level, Market},
};
use serde_json::{Value, json};
use std::{path::Path, process::ExitCode};

/// Lines judged before their findings are written: few enough for any memory.
const BATCH: usize = 4_096;

/// What to judge by, as it was typed.
pub fn request(command: &Command) -> Option<JudgeRequest> {
    let Command::Check { market, channel, sku, category, .. } = command else { return None };
    let market = market.map(|market| match market {
        MarketName::Cn => Market::Cn,
        MarketName::Us => Market::Us,
        MarketName::Eu => Market::Eu,
        MarketName::Uk => Market::Uk,
    });
    Some(JudgeRequest { channel: channel.clone(), market, sku: sku.clone(), category: category.clone() })
}

/// Judges a file with the workspace's rules and products.
pub async fn check_at(
    desk: &Desk,
    request: &JudgeRequest,
    file: &Path,
    lines: bool,
    json: bool,
) -> Result<ExitCode, Problem> {
    check(&desk.judge(request).await?, file, lines, json)
}

/// Judges a file with the shipped rules.
pub fn check_without(
    home: &Home,
    request: &JudgeRequest,
    file: &Path,
    lines: bool,
    json: bool,
) -> Result<ExitCode, Problem> {
    check(&home.judge(request)?, file, lines, json)
}

fn check(judge: &Judge, file: &Path, lines: bool, as_json: bool) -> Result<ExitCode, Problem> {
    let text = output::text_of(file)?;
    if lines {
        let lines: Vec<&str> = text.lines().collect();
        for batch in lines.chunks(BATCH) {
            for findings in side_by_side(judge, batch) {
                told(&findings, as_json)?;
            }
        }
    } else {
        let fields: Option<FieldValues> =
            text.trim_start().starts_with('{').then(|| serde_json::from_str(&text).ok()).flatten();
        told(&fields.map_or_else(|| judge.text(&text), |fields| judge.fields(&fields)), as_json)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Findings of each line, in order; the processor's cores share the lines.
fn side_by_side(judge: &Judge, lines: &[&str]) -> Vec<Vec<Finding>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = lines.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let judge_all = |part: &'_ [&str]| part.iter().map(|line| judge.text(line)).collect::<Vec<_>>();
        let parts: Vec<_> = lines.chunks(share).map(|part| scope.spawn(move || judge_all(part))).collect();
        let done = parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done.flatten().collect()
    })
}

fn told(findings: &[Finding], as_json: bool) -> Result<(), Problem> {
    if as_json {
        let findings: Vec<Value> = findings.iter().map(finding).collect();
        return output::json_line(&json!({ "findings": findings }));
    }
    if findings.is_empty() {
        return output::say("Nothing found.");
    }
    for finding in findings {
        let field = if finding.field.is_empty() { String::new() } else { format!(" in {}", finding.field) };
        let (level, rule, text) = (level(finding.level), &finding.rule, &finding.text);
        output::say(&format!("{level} {rule}{field}, {}–{}: “{text}”", finding.start, finding.end))?;
        for line in [&finding.message, &finding.suggestion, &finding.basis] {
            if !line.is_empty() {
                output::say(&format!("    {line}"))?;
            }
        }
    }
    Ok(())
}

fn finding(finding: &Finding) -> Value {
    let mut value = json!({
        "rule": finding.rule,
        "level": finding.level,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "basis": finding.basis,
        "message": finding.message,
        "suggestion": finding.suggestion,
    });
    if !finding.field.is_empty() {
        value["field"] = json!(finding.field);
        value["part"] = json!(finding.part);
    }
    value
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Ban => "ban",
        Level::Caution => "caution",
        Level::Evidence => "evidence",
        Level::Advice => "advice",
    }
}

/// Tests or lists the rule packs.
pub fn rules(home: &Home, command: &Rules, as_json: bool) -> Result<ExitCode, Problem> {
    match command {
        Rules::Test { files } => {
            let (rules, failures) = home.test_rules(files)?;
            let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
            if as_json {
                output::json_line(&json!({ "rules": rules, "failures": told }))?;
            } else {
                told.iter().try_for_each(|failure| output::say(failure))?;
                output::say(&format!("{rules} rules, {} of their sentences are judged otherwise.", told.len()))?;
            }
            Ok(if told.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Rules::List => {
            let packs = home.rule_packs()?;
            if as_json {
                output::json_line(&packs)?;
            } else {
                let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)));
                let row = |(pack, rule): (&copydesk_app::view::PackView, &copydesk_app::view::RuleView)| {
                    let words = &rule.words;
                    vec![
                        rule.id.clone(),
                        level(rule.level).into(),
                        pack.version.clone(),
                        words.name.en.clone(),
                        words.basis.en.clone(),
                    ]
                };
                output::table(&["RULE", "LEVEL", "DATED", "NAME", "BASIS"], &rules.map(row).collect::<Vec<_>>())?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}
