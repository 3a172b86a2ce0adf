//! What another status than the recorded one means.
//!
//! Responsible for: telling drift from a server that merely holds other things. Not for: seeing
//! that there is a difference.

use super::stories::Case;

/// What is known about the moment at which a request was sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    /// Whether all recordings before it in its story went as recorded, so that the server holds
    /// what it held then.
    pub(super) same: bool,
    /// Whether SIDs were sent as recorded, because nothing stands for them here.
    pub(super) unknown: bool,
    /// Whether its path names things that were only read, not made by this run.
    pub(super) foreign: bool,
}

/// Why a status that is not the recorded one is no drift; `None` where it is.
pub(super) fn excuse(case: &Case, fresh: u16, moment: Moment) -> Option<String> {
    let recorded = case.recording.response.status;
    let answers = format!("the server answers with {fresh}, not with {recorded}");
    match fresh {
        429 => return Some(format!("{answers}: it wants to be asked later")),
        403 => return Some(format!("{answers}: these credentials may not do that")),
        500.. => return None,
        _ => {}
    }
    if moment.unknown {
        return Some(format!(
            "{answers}: it may not know the SIDs; --set RECORDED=SID names one of its own"
        ));
    }
    if moment.same {
        return None;
    }
    if !case.is_safe() || (moment.foreign && fresh == 404) {
        return Some(format!("{answers}: what was there before is not known"));
    }
    None
}
