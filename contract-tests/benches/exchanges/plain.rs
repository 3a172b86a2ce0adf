//! The plain loop: `reqwest` sends the recorded requests and reads the answers, and nothing else.

use std::sync::Arc;

use contract_tests::recording::{Fields, Recording};
use reqwest::{Client, Method};
use tokio::task::JoinSet;

use crate::Failure;

/// The header that tells the server which answer to give.
pub(crate) const NUMBER: &str = "x-exchange";

/// A request, ready to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Shot {
    method: Method,
    url: String,
    form: Option<String>,
    number: usize,
}

/// The requests of these recordings for a server.
pub(crate) fn shots(recordings: &[Arc<Recording>], base_url: &str) -> Result<Vec<Shot>, Failure> {
    let shot = |(number, recording): (usize, &Arc<Recording>)| {
        let request = &recording.request;
        let mut url = format!("{base_url}{}", request.path);
        if !request.query.is_empty() {
            url = format!("{url}?{}", pairs(&request.query));
        }
        Ok(Shot {
            method: request.method.parse()?,
            url,
            form: (!request.form.is_empty()).then(|| pairs(&request.form)),
            number,
        })
    };
    recordings.iter().enumerate().map(shot).collect()
}

fn pairs(fields: &Fields) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields.pairs())
        .finish()
}

/// Sends all of them, so many at a time.
pub(crate) async fn send(shots: &[Shot], at_a_time: usize) -> Result<(), Failure> {
    let client = Client::builder().build()?;
    let shots: Arc<[Shot]> = shots.into();
    let mut tasks = JoinSet::new();
    for first in 0..at_a_time {
        let (client, shots) = (client.clone(), Arc::clone(&shots));
        tasks.spawn(async move {
            for shot in shots.iter().skip(first).step_by(at_a_time) {
                one(&client, shot).await?;
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    Ok(())
}

async fn one(client: &Client, shot: &Shot) -> Result<(), Failure> {
    let mut request = client
        .request(shot.method.clone(), &shot.url)
        .basic_auth("AC00000000000000000000000000000000", Some("none"))
        .header(NUMBER, shot.number);
    if let Some(form) = &shot.form {
        request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.clone());
    }
    let answer = request.send().await?;
    if answer.status().as_u16() == 599 {
        return Err("the server does not know this exchange".into());
    }
    answer.bytes().await?;
    Ok(())
}
