//! The few calls of the W3C WebDriver protocol that the window tests make, over loopback.
//! tauri-driver answers one request a connection and leaves a second one waiting for ever, so each call has its own;
//! that is also why the WebDriver crates, which keep connections, cannot be used here.

use serde_json::{Value, json};

/// Key under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session of the driver.
#[derive(Clone)]
pub struct Session {
    http: reqwest::Client,
    address: String,
}

/// An element of the window.
pub struct Element {
    session: Session,
    id: String,
}

impl Session {
    pub async fn open(driver: &str, application: &std::path::Path) -> Result<Self, String> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .timeout(std::time::Duration::from_secs(60))
            .build()
            .map_err(|error| error.to_string())?;
        let opening = Self { http, address: format!("{driver}/session") };
        let wanted = json!({ "capabilities": { "alwaysMatch": { "tauri:options": { "application": application } } } });
        let opened = opening.post("", wanted).await?;
        let id = opened["sessionId"].as_str().ok_or("the driver opened no session")?;
        Ok(Self { address: format!("{}/{id}", opening.address), ..opening })
    }

    /// tauri-driver now and then drops a connection before it reads from it: that call is made once more.
    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Value, String> {
        let mut tries = 0;
        let answer = loop {
            let again = request.try_clone().ok_or("a request that cannot be sent twice")?;
            match again.header("connection", "close").send().await {
                Ok(answer) => break answer,
                Err(error) if tries == 5 || error.is_timeout() => return Err(error.to_string()),
                Err(_) => {
                    tries += 1;
                    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                }
            }
        };
        let ok = answer.status().is_success();
        let body: Value = answer.json().await.map_err(|error| error.to_string())?;
        if ok { Ok(body["value"].clone()) } else { Err(body["value"]["message"].to_string()) }
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        self.answer(self.http.post(format!("{}{path}", self.address)).json(&body)).await
    }

    async fn get(&self, path: &str) -> Result<Value, String> {
        self.answer(self.http.get(format!("{}{path}", self.address))).await
    }

    pub async fn close(&self) -> Result<(), String> {
        self.answer(self.http.delete(&self.address)).await.map(|_| ())
    }

    pub async fn find(&self, xpath: &str) -> Result<Element, String> {
        let found = self.post("/element", json!({ "using": "xpath", "value": xpath })).await?;
        let id = found[ELEMENT].as_str().ok_or("no element")?.to_owned();
        Ok(Element { session: self.clone(), id })
    }

    pub async fn execute(&self, script: &str, arguments: Vec<Value>) -> Result<Value, String> {
        self.post("/execute/sync", json!({ "script": script, "args": arguments })).await
    }

    /// Presses keys one after the other, wherever the focus is; all of a list are held together.
    pub async fn press(&self, keys: &[&[char]]) -> Result<(), String> {
        let mut actions = Vec::new();
        for held in keys {
            actions.extend(held.iter().map(|key| json!({ "type": "keyDown", "value": key })));
            actions.extend(held.iter().rev().map(|key| json!({ "type": "keyUp", "value": key })));
        }
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", json!({ "actions": [keyboard] })).await.map(|_| ())
    }

    pub async fn source(&self) -> Result<String, String> {
        Ok(self.get("/source").await?.as_str().unwrap_or_default().to_owned())
    }

    /// A picture of the window as PNG.
    pub async fn screenshot(&self) -> Result<Vec<u8>, String> {
        use base64::Engine;
        let text = self.get("/screenshot").await?;
        base64::engine::general_purpose::STANDARD
            .decode(text.as_str().unwrap_or_default())
            .map_err(|error| error.to_string())
    }
}

impl Element {
    fn path(&self, call: &str) -> String {
        format!("/element/{}/{call}", self.id)
    }

    pub async fn click(&self) -> Result<(), String> {
        self.session.post(&self.path("click"), json!({})).await.map(|_| ())
    }

    pub async fn clear(&self) -> Result<(), String> {
        self.session.post(&self.path("clear"), json!({})).await.map(|_| ())
    }

    /// Types; WebDriver's code points stand for keys, such as U+E00C for Escape.
    pub async fn send_keys(&self, text: &str) -> Result<(), String> {
        self.session.post(&self.path("value"), json!({ "text": text })).await.map(|_| ())
    }

    pub async fn property(&self, name: &str) -> Result<String, String> {
        let value = self.session.get(&self.path(&format!("property/{name}"))).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }
}
