//! What the mailboxes of all roles are, but for the messages that each role sends.

/// A mailbox over the bindings of a world: `ask` and `send` keep what a node sends until it is taken.
#[allow(unused_macros, reason = "of mailboxes only")]
macro_rules! mailbox {
    ($world:tt) => {
        use bindings::paxos::composition::messages::{Address, Outgoing, Question, Request, Role};

        #[allow(
            clippy::all,
            clippy::arithmetic_side_effects,
            clippy::indexing_slicing,
            clippy::panic,
            clippy::unwrap_used
        )]
        mod bindings {
            wit_bindgen::generate!({
                world: $world,
                path: "../../composed/wit",
                generate_all,
                with: {
                    "paxos:types/types@0.1.0": contract::types,
                    "paxos:proposer/proposer@0.1.0": contract::proposer,
                    "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
                    "paxos:learner/learner@0.1.0": contract::learner,
                },
            });
        }

        static MAIL: guest::Instance<crate::mail::Mail<Outgoing>> = guest::Instance::new();

        fn send(outgoing: Outgoing) {
            MAIL.get(crate::mail::Mail::new).put(outgoing);
        }

        fn ask(call: u64, role: Role, id: contract::types::NodeId, request: Request) {
            let receiver = Address { role, id };
            send(Outgoing::Question(Question { call, receiver, request }));
        }

        struct Component;

        bindings::export!(Component with_types_in bindings);

        impl bindings::exports::paxos::composition::mailbox::Guest for Component {
            fn take() -> alloc::vec::Vec<Outgoing> {
                MAIL.get(crate::mail::Mail::new).take()
            }
        }
    };
}
