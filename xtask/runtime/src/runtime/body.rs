//! Reading a response body, bounded by bytes that arrive and not by what a header promises.

use bytes::{Bytes, BytesMut};
use reqwest::Response;

/// A body, and how it ended.
pub(crate) enum Body {
    /// All of it.
    Whole(Bytes),
    /// The beginning of one that is larger than allowed.
    TooLarge(Bytes),
    /// The beginning of one that broke off.
    Broken(Bytes, reqwest::Error),
}

/// How much is reserved on the word of a header alone.
const MAX_RESERVED: usize = 256 * 1024;

/// Reads a body up to `max` bytes. One that arrives in a single piece is not copied.
pub(crate) async fn read(response: &mut Response, max: usize) -> Body {
    let promised = response
        .content_length()
        .and_then(|length| usize::try_from(length).ok());
    let mut pieces = Pieces {
        first: Bytes::new(),
        joined: BytesMut::new(),
        reserve: promised.unwrap_or_default().min(MAX_RESERVED).min(max),
    };
    loop {
        match response.chunk().await {
            Ok(Some(mut piece)) if piece.len() > max - pieces.len() => {
                piece.truncate(max - pieces.len());
                pieces.push(piece);
                return Body::TooLarge(pieces.join());
            }
            Ok(Some(piece)) => pieces.push(piece),
            Ok(None) => return Body::Whole(pieces.join()),
            Err(error) => return Body::Broken(pieces.join(), error),
        }
    }
}

/// What has arrived: the first piece as it came, or all of them put together.
struct Pieces {
    first: Bytes,
    joined: BytesMut,
    reserve: usize,
}

impl Pieces {
    fn len(&self) -> usize {
        self.first.len() + self.joined.len()
    }

    fn push(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.first = piece;
            return;
        }
        if self.joined.is_empty() {
            self.joined.reserve(self.reserve);
            self.joined
                .extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.joined.extend_from_slice(&piece);
    }

    fn join(self) -> Bytes {
        if self.joined.is_empty() {
            self.first
        } else {
            self.joined.freeze()
        }
    }
}
