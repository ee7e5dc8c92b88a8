//! The test of a connection.

use crate::server::{Reply, Server, client};
use copydesk_domain::Protocol;
use copydesk_llm::{Endpoint, Failure, StepOutcome, StepResult, TestStep};

fn models() -> Reply {
    Reply::json("200 OK", r#"{"data":[{"id":"m-2"},{"id":"m-1"},{"id":"m-1"}]}"#)
}

fn word() -> Reply {
    Reply::events(
        "data: {\"choices\":[{\"delta\":{\"content\":\"r\"},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n",
    )
}

fn not_found() -> Reply {
    Reply::json("404 Not Found", r#"{"detail":"Not Found"}"#)
}

/// Tests a server of these replies; the first connection only knocks.
async fn test(replies: Vec<Reply>, model: &str) -> Vec<StepResult> {
    let server = Server::start([vec![Reply::none()], replies].concat()).await;
    let mut told = Vec::new();
    let steps = client().test(&server.endpoint(Protocol::OpenaiChat), model, &mut |step| told.push(step.clone())).await;
    assert_eq!(steps, told, "every step is told as it ends");
    steps
}

/// Steps, with the code of the one that failed or the note of one that passed.
fn outline(steps: &[StepResult]) -> Vec<(TestStep, String)> {
    let word = |outcome: &StepOutcome| match outcome {
        StepOutcome::Passed { note, .. } => note.clone().unwrap_or_default(),
        StepOutcome::Failed(error) => error.code().to_owned(),
    };
    steps.iter().map(|step| (step.name, word(&step.outcome))).collect()
}

/// The first steps passed, and the last one ended with this word.
fn assert_last(steps: &[StepResult], last: TestStep, word: &str) {
    let outline = outline(steps);
    assert_eq!(outline.last(), Some(&(last, word.to_owned())), "{outline:?}");
    assert!(steps[..steps.len() - 1].iter().all(|step| matches!(step.outcome, StepOutcome::Passed { .. })));
}

#[tokio::test]
async fn a_good_connection_passes_every_step() {
    let steps = test(vec![models(), word()], "m-1").await;
    let names: Vec<_> = steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["address", "host_found", "connected", "answers", "model_there", "first_word"]);
    assert_last(&steps, TestStep::FirstWord, "");
}

#[tokio::test]
async fn the_step_that_fails_names_what_is_wrong() {
    let who = Reply::json("401 Unauthorized", r#"{"error":{"message":"who are you"}}"#);
    let unknown = Reply::json("404 Not Found", r#"{"error":{"message":"model 'm-9' not found"}}"#);
    let page = Reply::http("200 OK", "content-type: text/html", "<html>");
    let broken = Reply::json("500 Internal Server Error", "{}");
    for (replies, model, last, code) in [
        (vec![who.clone()], "m-1", TestStep::Answers, "key_refused"),
        (vec![models(), who.clone()], "m-1", TestStep::FirstWord, "key_refused"),
        (vec![models(), unknown.clone()], "m-9", TestStep::ModelThere, "unknown_model"),
        (vec![models(), word()], "alias", TestStep::FirstWord, ""),
        (vec![page.clone(), page.clone(), page], "m-1", TestStep::Answers, "not_an_api"),
        (
            vec![models(), Reply::events("data: {\"content\":\"\",\"stop\":true}\n\n")],
            "m-1",
            TestStep::FirstWord,
            "not_an_api",
        ),
        (vec![broken], "m-1", TestStep::Answers, "server_error"),
        // no list, neither here nor under the usual version
        (vec![not_found(), not_found(), word()], "m-1", TestStep::FirstWord, ""),
        (vec![not_found(), not_found(), not_found()], "m-1", TestStep::Answers, "not_an_api"),
        (vec![not_found(), not_found(), who], "m-1", TestStep::Answers, "key_refused"),
        (vec![not_found(), not_found(), unknown], "m-1", TestStep::ModelThere, "unknown_model"),
    ] {
        assert_last(&test(replies, model).await, last, code);
    }
}

#[tokio::test]
async fn a_model_that_writes_without_being_listed_is_noted() {
    let steps = test(vec![models(), word()], "alias").await;
    assert_eq!(outline(&steps)[4], (TestStep::ModelThere, "not_listed".to_owned()));
}

#[tokio::test]
async fn an_address_without_its_version_is_completed_in_the_sentence() {
    let page = Reply::http("404 Not Found", "content-type: text/html", "<html>");
    let steps = test(vec![page, models()], "m-1").await;
    let StepOutcome::Failed(error) = &steps.last().unwrap().outcome else { panic!("{steps:?}") };
    let Failure::NotAnApi { hint: Some(hint), .. } = &error.failure else { panic!("{error:?}") };
    assert!(hint.ends_with("/v1/v1") && error.to_string().contains(hint), "{error}");
}

#[tokio::test]
async fn what_cannot_be_reached_ends_the_test_early() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    for (base_url, last, code) in [
        (format!("https://{}/v1", silent.local_addr().unwrap()), TestStep::Answers, "tls"),
        ("host/v1".to_owned(), TestStep::Address, "address_invalid"),
        ("http://nowhere.invalid/v1".to_owned(), TestStep::HostFound, "host_not_found"),
        (format!("http://{free}/v1"), TestStep::Connected, "connection_refused"),
    ] {
        let endpoint = Endpoint { protocol: Protocol::OpenaiChat, base_url, key: None };
        let steps = client().test(&endpoint, "m-1", &mut |_| {}).await;
        assert_last(&steps, last, code);
        if last == TestStep::HostFound {
            assert_eq!(outline(&steps)[0].1, "plain_http");
        }
    }
}

#[tokio::test]
async fn the_models_of_a_server_are_listed_in_order() {
    for (body, expected) in [
        (r#"{"object":"list","data":[{"id":"m-2"},{"id":"m-1"},{"id":"m-1"}]}"#, vec!["m-1", "m-2"]),
        (r#"{"models":[{"name":"small"}]}"#, vec!["small"]),
        (r#"[{"id":"bare"}]"#, vec!["bare"]),
        (r#"{"object":"list","data":null}"#, vec![]),
        (r#"{"object":"list","data":[]}"#, vec![]),
    ] {
        let server = Server::start(vec![Reply::json("200 OK", body)]).await;
        assert_eq!(client().models(&server.endpoint(Protocol::OpenaiChat)).await.unwrap(), expected, "{body}");
    }
    for (body, code) in [(r#"{"hello":"world"}"#, "not_an_api"), (r#"{"error":"invalid api key"}"#, "key_refused")] {
        let server = Server::start(vec![Reply::json("200 OK", body)]).await;
        let error = client().models(&server.endpoint(Protocol::OpenaiChat)).await.unwrap_err();
        assert_eq!(error.code(), code, "{body}");
    }
}
