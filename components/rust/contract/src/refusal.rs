//! What a refusal reads like in a log or a report.

use crate::types::Refusal;
use core::fmt;

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Misaddressed(node) => write!(f, "it is node {node}"),
            Refusal::UnknownNode(node) => write!(f, "node {node} is not known"),
            Refusal::Overloaded(millis) => write!(f, "too much is under way, ask again in {millis} ms"),
            Refusal::Invalid(why) | Refusal::TooLarge(why) | Refusal::Unavailable(why) | Refusal::Violation(why) => {
                f.write_str(why)
            }
        }
    }
}
