//! One story, played and recorded.
//!
//! Responsible for: the order of things: fill, send, write down, go on; and, however the story ends,
//! deleting what it created. Not for: which stories are played.

use std::time::Duration;

use serde_json::Value;

use super::capture::{self, Story};
use super::cleanup::Cleanup;
use super::credentials::Credentials;
use super::disk::{Disk, Fate};
use super::mock;
use super::pick::picked;
use super::request::{self, Values};
use super::scenario::{Scenario, Step};
use super::stop::Stop;
use super::target::Target;
use super::wire::{Answer, Sent, Wire};
use crate::check::Subject;
use crate::import::Scrubber;
use crate::judge::contract::Place;

/// How often a refusal that says "later" is tried again, and the longest wait before that.
const RETRIES: usize = 3;
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How the origin of recordings ends whose story did something besides, which is not recorded.
pub(super) const UNRECORDED: &str = ", with steps that are not recorded";

/// What every story of a run shares.
pub(super) struct Player<'p> {
    pub(super) target: &'p Target,
    pub(super) wire: &'p Wire,
    pub(super) credentials: &'p Credentials,
    pub(super) subject: &'p Subject,
    pub(super) date: &'p str,
    pub(super) stop: Stop,
    /// Whether the server keeps nothing and makes its answers up.
    pub(super) mock: bool,
}

/// What became of a story.
#[derive(Debug, Default)]
pub(super) struct Played {
    /// The recordings, with what became of their files.
    pub(super) files: Vec<(String, Fate)>,
    /// What went wrong, each with what to do.
    pub(super) problems: Vec<String>,
    /// What could not be played on this server, and is no problem.
    pub(super) notices: Vec<String>,
    /// What could not be deleted again.
    pub(super) left_behind: Vec<String>,
}

impl Player<'_> {
    /// A scrubber that knows the run.
    pub(super) fn scrubber(&self, story: &str) -> Scrubber {
        let mut scrubber =
            Scrubber::new(&self.subject.personal).knowing(self.subject.words.clone());
        scrubber.story(story);
        let (user, password) = self.credentials.pair();
        scrubber.credentials(user, password);
        scrubber.place("account");
        if let Some(account) = self.credentials.account() {
            // Seen here first, so that it is the same one in every recording of the story.
            let _ = scrubber.text(account);
        }
        scrubber
    }

    /// Plays a story. `set` are values that the user gave for its variables.
    pub(super) async fn play(
        &mut self,
        scenario: &Scenario,
        set: &[(String, String)],
        disk: &mut Disk,
    ) -> Played {
        let mut played = Played::default();
        let mut scrubber = self.scrubber(&scenario.name);
        let mut values = Values::new();
        for (name, value) in &scenario.variables {
            let given = set.iter().find(|(given, _)| given == name);
            if given.is_none() {
                request::public(value, &mut scrubber);
            }
            let value = given.map_or(value, |(_, given)| given);
            values.insert(name.clone(), Value::String(value.clone()));
        }
        let origin = self.origin(scenario);
        let mut cleanup = Cleanup::default();
        for step in &scenario.steps {
            if self.stop.is_wanted() {
                played
                    .problems
                    .push(format!("{}: stopped before `{}`", scenario.name, step.name));
                break;
            }
            if self.mock && mock::leaves_out(step) {
                continue;
            }
            let name = format!("{}/{}", scenario.name, step.name);
            scrubber.place(&step.name);
            let run = Run {
                name: &name,
                origin: &origin,
                step,
            };
            let outcome = self
                .step(&run, &mut values, &mut scrubber, &mut cleanup, disk)
                .await;
            match outcome {
                Ok(fate) => played.files.extend(fate.map(|fate| (name, fate))),
                Err(Halt { status, .. }) if step.is_door() && matches!(status, Some(404 | 405)) => {
                    played.notices.push(format!(
                        "{name}: this server has no such door of a sandbox, so the rest of the story is left out"
                    ));
                    break;
                }
                Err(Halt { problem, .. }) if self.mock => {
                    played
                        .notices
                        .push(mock::notice(&name, &scrubber.text(&problem)));
                }
                Err(Halt { problem, .. }) => {
                    played.problems.push(format!(
                        "{}:{}: {name}: {}",
                        scenario.path.display(),
                        step.line,
                        scrubber.text(&problem)
                    ));
                    break;
                }
            }
        }
        if !self.mock {
            played.left_behind = self.clean(&mut cleanup).await;
        }
        played
    }

    async fn step(
        &mut self,
        run: &Run<'_>,
        values: &mut Values,
        scrubber: &mut Scrubber,
        cleanup: &mut Cleanup,
        disk: &mut Disk,
    ) -> Result<Option<Fate>, Halt> {
        let step = run.step;
        let sent = request::request(step, values, self.target, self.credentials, scrubber)?;
        let answer = self
            .send(&sent, step.is_safe(), |status| step.expects(status))
            .await
            .map_err(|error| {
                format!(
                    "{error}\n  help: is the server at {} up?",
                    self.target.base()
                )
            })?;
        let json = serde_json::from_slice::<Value>(&answer.body).ok();
        if (200..300).contains(&answer.status) {
            let path = self.path_of(&sent);
            cleanup.note(&self.subject.contract, &step.method, &path, json.as_ref());
        }
        let expected = step.expects(answer.status);
        let mut fate = None;
        if step.recorded {
            let name = if expected {
                run.name.to_owned()
            } else {
                // Beside the good one, which it must not replace.
                format!("{}-unexpected-{}", run.name, answer.status)
            };
            fate = Some(self.write_down(run, &name, &sent, &answer, scrubber, disk)?);
        }
        if !expected {
            let wanted: Vec<String> = step.expect.iter().map(u16::to_string).collect();
            let wanted = if wanted.is_empty() {
                "a success".to_owned()
            } else {
                wanted.join(" or ")
            };
            let said = json
                .as_ref()
                .and_then(|json| Some(format!(": {}", json.get("message")?.as_str()?)));
            let kept = if step.recorded {
                format!(
                    "the answer is kept as `{}-unexpected-{}`; ",
                    run.name, answer.status
                )
            } else {
                String::new()
            };
            let problem = format!(
                "the server answers with {}, not with {wanted}{}\n  help: {kept}correct the step, or \
                 `expect` if the API has changed",
                answer.status,
                said.unwrap_or_default(),
            );
            return Err(Halt {
                problem,
                status: Some(answer.status),
            });
        }
        if let Some(name) = &step.save_as {
            let json = json.unwrap_or(Value::Null);
            let value = match &step.pick {
                None => json,
                Some(pick) if self.mock => {
                    picked(pick, &json, values).or_else(|_| mock::any(pick, &json))?
                }
                Some(pick) => picked(pick, &json, values)?,
            };
            values.insert(name.clone(), value);
        }
        Ok(fate)
    }

    fn write_down(
        &self,
        run: &Run<'_>,
        name: &str,
        sent: &Sent,
        answer: &Answer,
        scrubber: &mut Scrubber,
        disk: &mut Disk,
    ) -> Result<Fate, String> {
        let path = self.path_of(sent);
        let path = path.split('?').next().unwrap_or_default();
        let operation = self
            .subject
            .contract
            .find(&sent.method, path)
            .ok_or_else(|| format!("{} {path} is no operation of the document", sent.method))?;
        let declared: Vec<String> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.place == Place::Header)
            .map(|parameter| parameter.name.clone())
            .collect();
        let story = Story {
            operation: &operation.id,
            proves: &run.step.proves,
            origin: run.origin.to_owned(),
            date: self.date.to_owned(),
            declared: &declared,
        };
        let recording = capture::recording(self.target, sent, answer, story)?;
        disk.write(name, recording, scrubber)
    }

    /// Where the recordings of a story come from.
    fn origin(&self, scenario: &Scenario) -> String {
        let origin = format!("{}, scenario {}", self.target.origin(), scenario.name);
        let hidden = |step: &Step| !step.recorded && !step.is_safe();
        if scenario.steps.iter().any(hidden) {
            return format!("{origin}{UNRECORDED}");
        }
        origin
    }

    /// The path of a request, as the document has it.
    fn path_of(&self, sent: &Sent) -> String {
        let inside = self.target.inside(&sent.url).unwrap_or_default();
        inside.split('?').next().unwrap_or_default().to_owned()
    }

    /// Sends, and tries again where the server says that it was too early.
    pub(super) async fn send(
        &mut self,
        sent: &Sent,
        is_safe: bool,
        expects: impl Fn(u16) -> bool,
    ) -> Result<Answer, String> {
        let mut left = RETRIES;
        loop {
            let answer = self.wire.send(sent).await?;
            // Only 429 is known to be never processed; a 503 may have been.
            let later = answer.status == 429 || (answer.status == 503 && is_safe);
            if !later || expects(answer.status) || left == 0 || self.stop.is_wanted() {
                return Ok(answer);
            }
            left -= 1;
            let asked = answer
                .header("retry-after")
                .and_then(|text| text.trim().parse().ok());
            let wait = asked.map_or(Duration::from_secs(1), Duration::from_secs);
            tokio::select! {
                () = tokio::time::sleep(wait.min(LONGEST_WAIT)) => {}
                () = self.stop.wanted() => {}
            }
        }
    }

    /// Deletes what was created, newest first. Nothing of it is recorded.
    pub(super) async fn clean(&self, cleanup: &mut Cleanup) -> Vec<String> {
        let mut left_behind = Vec::new();
        while let Some(path) = cleanup.next() {
            let sent = Sent {
                method: "DELETE".to_owned(),
                url: self.target.url(&path),
                headers: vec![("authorization".to_owned(), self.credentials.header())],
                body: Vec::new(),
            };
            let why = match self.wire.send(&sent).await {
                Ok(answer) if (200..300).contains(&answer.status) || answer.status == 404 => {
                    continue;
                }
                Ok(answer) => format!("status {}", answer.status),
                Err(error) => error,
            };
            left_behind.push(format!("DELETE {path}: {why}"));
        }
        left_behind
    }
}

/// Why a story ends early.
struct Halt {
    problem: String,
    /// The status that was not expected.
    status: Option<u16>,
}

impl From<String> for Halt {
    fn from(problem: String) -> Self {
        Self {
            problem,
            status: None,
        }
    }
}

/// A step under way.
struct Run<'r> {
    /// The name of its recording.
    name: &'r str,
    /// What its recording says about where it comes from.
    origin: &'r str,
    step: &'r Step,
}

#[cfg(test)]
#[path = "play_tests.rs"]
mod tests;
