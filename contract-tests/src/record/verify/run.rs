//! The recorded requests, sent again.
//!
//! Responsible for: the order of things within a story: ask, learn, judge, compare; and deleting
//! what was made, however the story ends. Not for: choosing recordings, nor for the report.

use serde_json::Value;

use super::ask::{Ask, Asking, Ready};
use super::compare;
use super::known::{Known, is_sid};
use super::stories::{Case, Stories, Story};
use super::verdict::{Moment, excuse};
use crate::finding::{Finding, Spot};
use crate::import::Scrubber;
use crate::judge::Judge;
use crate::record::capture;
use crate::record::cleanup::Cleanup;
use crate::record::play::Player;
use crate::recording::{Body, Fields, Recording};

/// What a run has seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The fresh exchanges, scrubbed, with what is wrong with them.
    pub(super) verified: Vec<(Case, Recording, Vec<Finding>)>,
    /// Recordings that were not verified, and why.
    pub(super) unverified: Vec<(Case, String)>,
    /// Recordings at which the exchange itself failed, and how.
    pub(super) failed: Vec<(Case, String)>,
    /// What could not be deleted again.
    pub(super) left_behind: Vec<String>,
}

/// Asks for every story; an error where the server cannot be asked at all.
pub(super) async fn run(
    player: &mut Player<'_>,
    asking: &Asking<'_>,
    given: &Known,
    stories: Stories,
) -> Result<Seen, String> {
    let mut seen = Seen::default();
    let judge = Judge::new(player.subject.contract.clone());
    for story in stories.chosen {
        let mut telling = Telling {
            asking,
            judge: &judge,
            all: &stories.all,
            in_order: story.in_order,
            same: story.in_order && !story.partial,
            known: given.clone(),
            scrubber: player.scrubber(&story.name),
            cleanup: Cleanup::default(),
            seen: &mut seen,
        };
        let outcome = telling.tell(player, story).await;
        let mut cleanup = std::mem::take(&mut telling.cleanup);
        seen.left_behind.extend(player.clean(&mut cleanup).await);
        outcome?;
    }
    Ok(seen)
}

/// A story under way.
struct Telling<'t> {
    asking: &'t Asking<'t>,
    judge: &'t Judge,
    all: &'t [Recording],
    in_order: bool,
    same: bool,
    known: Known,
    scrubber: Scrubber,
    cleanup: Cleanup,
    seen: &'t mut Seen,
}

impl Telling<'_> {
    async fn tell(&mut self, player: &mut Player<'_>, story: Story) -> Result<(), String> {
        let mut waiting = story.cases;
        // The order of a story is what it is; examples may wait for what another one tells.
        let mut last = self.in_order;
        while !waiting.is_empty() {
            let mut again = Vec::new();
            let before = waiting.len();
            for case in waiting {
                if player.stop.is_wanted() {
                    self.skip(case, "stopped before it".to_owned());
                    continue;
                }
                match self.asking.ask(&case, &self.known, self.in_order, last) {
                    Ask::Wait => again.push(case),
                    Ask::Cannot(reason) => self.skip(case, reason),
                    Ask::Send(ready) => self.exchange(player, case, &ready).await?,
                }
            }
            last = again.len() == before;
            waiting = again;
        }
        Ok(())
    }

    fn skip(&mut self, case: Case, reason: String) {
        self.same &= case.is_safe();
        self.seen.unverified.push((case, reason));
    }

    async fn exchange(
        &mut self,
        player: &mut Player<'_>,
        case: Case,
        ready: &Ready,
    ) -> Result<(), String> {
        let recorded = case.recording.response.status;
        let sent = &ready.sent;
        let answer = player
            .send(sent, case.is_safe(), |status| status == recorded)
            .await;
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.starts_with("no connection") => {
                let base = player.target.base();
                return Err(format!("{error}\n  help: is the server at {base} up?"));
            }
            Err(error) => {
                self.same = false;
                let error = self.scrubber.text(&error);
                self.seen.failed.push((case, error));
                return Ok(());
            }
        };
        if answer.status == 401 && recorded != 401 {
            return Err(format!(
                "the server refuses the credentials (status 401 for {})\n  help: {}",
                case.file.name,
                if player.target.is_live() {
                    "look at TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"
                } else {
                    "it got made-up ones; --send-credentials sends those of the environment"
                }
            ));
        }
        let json = serde_json::from_slice::<Value>(&answer.body).ok();
        let good = (200..300).contains(&answer.status);
        if good {
            let contract = &player.subject.contract;
            self.cleanup
                .note(contract, &sent.method, &ready.path, json.as_ref());
        }
        let recording = &case.recording;
        let declared: Vec<String> = recording
            .request
            .headers
            .iter()
            .flat_map(Fields::pairs)
            .map(|(name, _)| name.to_owned())
            .collect();
        let story = capture::Story {
            operation: &recording.operation,
            proves: &recording.proves,
            origin: player.target.origin().to_owned(),
            date: player.date.to_owned(),
            declared: &declared,
        };
        let mut fresh = match capture::recording(player.target, sent, &answer, story) {
            Ok(fresh) => fresh,
            Err(error) => {
                self.same = false;
                self.seen.failed.push((case, error));
                return Ok(());
            }
        };
        if let (true, Body::Json(old), Some(new)) = (
            good && answer.status == recorded,
            &recording.response.body,
            &json,
        ) {
            self.known.learn(old, new, sent.method == "POST");
        }
        // What is shown was on a live account, so it is scrubbed as if it were written.
        self.scrubber.place(&case.file.name);
        self.scrubber.recording(&mut fresh);
        self.compare(case, fresh, ready);
        Ok(())
    }

    fn compare(&mut self, case: Case, fresh: Recording, ready: &Ready) {
        let recorded = &case.recording;
        let status = fresh.response.status;
        let other = status != recorded.response.status;
        let mut findings = self.judge.judge(&fresh, Some(&case.file));
        // The request is the recording's; the check judges it.
        findings.retain(|finding| is_of_answer(&finding.spot));
        let segments = recorded.request.path.split('/');
        let moment = Moment {
            same: self.same,
            unknown: ready.unknown,
            foreign: segments
                .filter(|part| is_sid(part))
                .any(|part| !self.known.is_made(part)),
        };
        let excused = if other {
            excuse(&case, status, moment)
        } else {
            None
        };
        if other {
            self.same = false;
        }
        if let Some(reason) = excused {
            // A refusal may have an undeclared status; what else it says is judged.
            findings.retain(|finding| finding.spot != Spot::Status);
            if findings.is_empty() {
                self.seen.unverified.push((case, reason));
                return;
            }
        } else if other {
            findings.retain(|finding| finding.spot != Spot::Status);
            findings.push(compare::status(&fresh, &case.file, recorded));
        } else {
            let contract = self.asking.contract;
            let more = compare::bodies(contract, &fresh, &case.file, recorded, self.all);
            let new: Vec<Finding> = more
                .into_iter()
                .filter(|one| !findings.iter().any(|told| covers(&told.spot, &one.spot)))
                .collect();
            findings.extend(new);
        }
        self.seen.verified.push((case, fresh, findings));
    }
}

fn is_of_answer(spot: &Spot) -> bool {
    matches!(
        spot,
        Spot::Whole | Spot::Status | Spot::ResponseHeader(_) | Spot::ResponseBody(_)
    )
}

/// Whether a finding at one spot tells what another one tells: the same place, or one around it.
fn covers(told: &Spot, spot: &Spot) -> bool {
    match (told, spot) {
        (Spot::ResponseBody(told), Spot::ResponseBody(spot)) => spot
            .strip_prefix(told.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
        (Spot::ResponseHeader(name), Spot::ResponseBody(_)) => name == "content-type",
        _ => told == spot,
    }
}
