#include <string.h>

#include "check.h"
#include "host.h"
#include "limits.h"
#include "values.h"

// An acceptor that recovers, and to which the proposers have told the rounds 5 and 7; proposer 2 leads.
static void start_recovering(void)
{
    start_forgetful();
    recover(50);
    acceptor_tick(&node, 1020, 0);
    exports_api_admission_t told = knows(50, ballot(4), 2);
    told.round = 5;
    admission(1, told);
    told.round = 7;
    told.leads = true;
    admission(2, told);
    host.admit_count = 0;
    acceptor_tick(&node, 1040, 0);
}

// One that has been given ballot (8, 2).
static void start_with_ballot(void)
{
    start_recovering();
    admission(2, gives(ballot_of(8, 2)));
}

static uint64_t prepare_call_to(paxos_node_id_t acceptor)
{
    for (size_t i = host.prepare_count; i > 0; i--) {
        if (host.prepares[i - 1].acceptor == acceptor) {
            return host.prepares[i - 1].call;
        }
    }
    return 0;
}

static void promised_by(paxos_node_id_t acceptor, paxos_ballot_t ballot)
{
    exports_events_result_prepare_outcome_refusal_t answer = {
        .val.ok = {.tag = EXPORTS_API_PREPARE_OUTCOME_PROMISED, .val.promised = {.ballot = ballot}}};
    acceptor_prepare_answered(&node, prepare_call_to(acceptor), acceptor, &answer);
}

static void rejected_by(paxos_node_id_t acceptor, paxos_ballot_t ballot)
{
    exports_events_result_prepare_outcome_refusal_t answer = {
        .val.ok = {.tag = EXPORTS_API_PREPARE_OUTCOME_REJECTED, .val.rejected = ballot}};
    acceptor_prepare_answered(&node, prepare_call_to(acceptor), acceptor, &answer);
}

static void page_of(paxos_node_id_t acceptor, paxos_accepted_entry_t *entries, size_t count, bool more)
{
    for (size_t i = host.read_count; i > 0; i--) {
        if (host.reads[i - 1].acceptor == acceptor) {
            exports_events_result_accepted_page_refusal_t answer = {
                .val.ok = {.entries = {.ptr = entries, .len = count}, .more = more}};
            acceptor_accepted_read(&node, host.reads[i - 1].call, acceptor, &answer);
            return;
        }
    }
    CHECK(!"nothing was read of this acceptor");
}

static void the_leader_is_asked_for_a_ballot_above_all_rounds_and_after_a_while_the_next(void)
{
    start_recovering();
    CHECK(host.admit_count == 1 && host.admits[0].proposer == 2);
    CHECK(host.admits[0].request.above.is_some && host.admits[0].request.above.val == 7);
    acceptor_tick(&node, 1339, 0);
    CHECK(host.admit_count == 1);
    acceptor_tick(&node, 1340, 0);
    CHECK(host.admit_count == 2 && host.admits[1].proposer == 2);
    acceptor_tick(&node, 1640, 0);
    CHECK(host.admit_count == 3 && host.admits[2].proposer == 1);
    CHECK_HAS(why(), "waits for a proposer to give it a ballot");
    stop();
}

static void a_ballot_that_is_not_above_the_bound_or_not_the_proposers_own_is_not_taken(void)
{
    start_recovering();
    const paxos_ballot_t bad[] = {ballot_of(7, 2), ballot_of(8, 1), ballot_of(MAX_NUMBER + 1, 2)};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        admission(2, gives(bad[i]));
        CHECK(ballot_compare(host.promised, ballot(3)) == 0 && host.prepare_count == 0);
    }
    admission(2, gives(ballot_of(8, 2)));
    CHECK(ballot_compare(host.promised, ballot_of(8, 2)) == 0);
    CHECK(host.prepare_count == 2 && host.prepares[0].acceptor == 2 && host.prepares[1].acceptor == 3);
    CHECK_HAS(why(), "waits for promises at round 8 from 2 others; 0 have promised");
    stop();
}

static void where_no_proposer_goes_above_a_round_whoever_has_told_it_is_asked_again(void)
{
    start_recovering();
    exports_events_result_admission_refusal_t refused = {
        .is_err = true, .val.err = {.tag = PAXOS_REFUSAL_MISADDRESSED, .val.misaddressed = 2}};
    acceptor_admit_answered(&node, host.admits[0].call, 2, &refused);
    CHECK_HAS(host_lines(LOG_LEVEL_ERROR), "proposer 2 says that it has used round 7, which no other goes above");
    CHECK_HAS(why(), "waits for proposers [2]");
    stop();
}

static void what_enough_others_show_is_accepted_at_the_ballot_and_then_it_votes(void)
{
    start_with_ballot();
    promised_by(2, ballot_of(8, 2));
    CHECK(host.read_count == 1 && host.reads[0].acceptor == 2 && host.reads[0].request.first_slot == 1);
    paxos_accepted_entry_t of_2[] = {accepted(1, 3, "a"), accepted(2, 5, "newer")};
    page_of(2, of_2, 2, false);
    CHECK_HAS(why(), "from 2 others; 1 have promised");
    promised_by(3, ballot_of(8, 2));
    paxos_accepted_entry_t of_3[] = {accepted(2, 4, "older"), accepted(4, 4, "b")};
    page_of(3, of_3, 2, false);

    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    CHECK(host.life.standing == STORAGE_WRITTEN_STANDING_VOTING && host.life.life > 50);
    CHECK(host.accepted.len == 3 && host.accepted.ptr[2].slot == 4);
    for (size_t i = 0; i < host.accepted.len; i++) {
        CHECK(ballot_compare(host.accepted.ptr[i].ballot, ballot_of(8, 2)) == 0);
    }
    paxos_entry_t newer = entry(5, "newer");
    CHECK(entry_equal(&host.accepted.ptr[1].entry, &newer));
    CHECK_HAS(host_lines(LOG_LEVEL_INFO), "recovered, with what is accepted up to slot 4: votes again");
    CHECK(!prepare(ballot(8), 1, 1).promised);
    stop();
}

static void a_value_that_a_leader_has_proposed_since_keeps_its_higher_ballot(void)
{
    start_with_ballot();
    rejected_by(2, ballot(9));
    promised_by(3, ballot_of(8, 2));
    paxos_accepted_entry_t later = accepted(1, 9, "later");
    page_of(2, &later, 1, false);
    page_of(3, NULL, 0, false);
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    CHECK(ballot_compare(host.accepted.ptr[0].ballot, ballot(9)) == 0);
    CHECK(ballot_compare(host.promised, ballot(9)) == 0);
    stop();
}

static void pages_are_read_one_after_the_other_and_none_goes_ahead(void)
{
    start_with_ballot();
    promised_by(2, ballot_of(8, 2));
    promised_by(3, ballot_of(8, 2));
    paxos_accepted_entry_t first[] = {accepted(1, 3, "a"), accepted(2, 3, "b")};
    page_of(2, first, 2, true);
    CHECK(host.read_count == 2);  // acceptor 2 waits for acceptor 3
    page_of(3, first, 1, true);
    CHECK(host.accepted.len == 2 && ballot_compare(host.accepted.ptr[0].ballot, ballot_of(8, 2)) == 0);
    CHECK(ballot_compare(host.accepted.ptr[1].ballot, ballot(3)) == 0);  // still that of the former life
    CHECK(host.read_count == 3 && host.reads[2].acceptor == 3 && host.reads[2].request.first_slot == 2);
    CHECK_HAS(why(), "copies what 2 others hold; it has copied up to slot 1");
    page_of(3, NULL, 0, false);
    CHECK(host.read_count == 4 && host.reads[3].acceptor == 2 && host.reads[3].request.first_slot == 3);
    page_of(2, NULL, 0, false);
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    stop();
}

static void a_rejection_by_a_ballot_that_nobody_has_or_a_lower_one_fences_nothing(void)
{
    start_with_ballot();
    rejected_by(2, ballot_of(9, 7));
    CHECK_HAS(host_lines(LOG_LEVEL_WARN), "acceptor 2 did not help to recover: ballot.proposer is 7");
    rejected_by(3, ballot(7));
    CHECK(host.read_count == 0);
    CHECK_HAS(why(), "0 have promised");
    stop();
}

static void a_source_that_shows_what_cannot_be_is_named_and_not_copied_from(void)
{
    start_with_ballot();
    promised_by(2, ballot_of(8, 2));
    promised_by(3, ballot_of(8, 2));
    paxos_accepted_entry_t wrong = accepted(1, 8 + MAX_STEP + 1, "a");
    page_of(2, &wrong, 1, false);
    CHECK_HAS(host_lines(LOG_LEVEL_ERROR), "acceptor 2 shows what cannot be in slot 1, and nothing is copied from it");
    page_of(3, NULL, 0, false);
    CHECK_HAS(why(), "needs what 2 others hold, but acceptors [2] show what cannot be");
    CHECK(stands() == EXPORTS_API_STANDING_RECOVERING);
    stop();
}

static void a_slot_after_a_gap_that_cannot_be_is_not_copied(void)
{
    start_with_ballot();
    promised_by(2, ballot_of(8, 2));
    promised_by(3, ballot_of(8, 2));
    paxos_accepted_entry_t shown[] = {accepted(1, 3, "a"), accepted(257, 3, "near"), accepted(514, 3, "far")};
    page_of(2, shown, 3, false);
    page_of(3, shown, 1, false);
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    CHECK(host.accepted.ptr[host.accepted.len - 1].slot == 257);
    CHECK_HAS(host_lines(LOG_LEVEL_ERROR), "an acceptor shows slot 514, where the log ends at 257: it is not copied");
    stop();
}

static void a_restart_begins_with_the_proposers_again(void)
{
    start_with_ballot();
    promised_by(2, ballot_of(8, 2));
    uint64_t life = host.life.life;
    start();
    CHECK(stands() == EXPORTS_API_STANDING_RECOVERING && host.life.life == life);
    CHECK_HAS(why(), "waits for proposers [1, 2]");
    stop();
}

static void a_life_that_a_proposer_knows_to_have_been_later_is_passed(void)
{
    start_forgetful();
    recover(50);
    acceptor_tick(&node, 1020, 0);
    uint64_t known = host.life.life + 5;
    admission(1, knows(known, NO_BALLOT, 0));
    CHECK(host.life.life > known && host.life.standing == STORAGE_WRITTEN_STANDING_RECOVERING);
    CHECK_HAS(why(), "waits for proposers [1, 2]");
    stop();
}

static void answers_that_nobody_waits_for_change_nothing(void)
{
    start_with_ballot();
    exports_events_result_prepare_outcome_refusal_t promised = {
        .val.ok = {.tag = EXPORTS_API_PREPARE_OUTCOME_PROMISED, .val.promised = {.ballot = ballot_of(8, 2)}}};
    acceptor_prepare_answered(&node, prepare_call_to(2) + 100, 2, &promised);
    acceptor_prepare_answered(&node, prepare_call_to(2), 3, &promised);
    acceptor_prepare_answered(&node, 0, 2, &promised);
    CHECK_HAS(why(), "0 have promised");
    exports_events_result_accepted_page_refusal_t page = {0};
    acceptor_accepted_read(&node, 0, 2, &page);
    CHECK(stands() == EXPORTS_API_STANDING_RECOVERING);
    stop();
}

const struct test recovery_tests[] = {
    TEST(the_leader_is_asked_for_a_ballot_above_all_rounds_and_after_a_while_the_next),
    TEST(a_ballot_that_is_not_above_the_bound_or_not_the_proposers_own_is_not_taken),
    TEST(where_no_proposer_goes_above_a_round_whoever_has_told_it_is_asked_again),
    TEST(what_enough_others_show_is_accepted_at_the_ballot_and_then_it_votes),
    TEST(a_value_that_a_leader_has_proposed_since_keeps_its_higher_ballot),
    TEST(pages_are_read_one_after_the_other_and_none_goes_ahead),
    TEST(a_rejection_by_a_ballot_that_nobody_has_or_a_lower_one_fences_nothing),
    TEST(a_source_that_shows_what_cannot_be_is_named_and_not_copied_from),
    TEST(a_slot_after_a_gap_that_cannot_be_is_not_copied),
    TEST(a_restart_begins_with_the_proposers_again),
    TEST(a_life_that_a_proposer_knows_to_have_been_later_is_passed),
    TEST(answers_that_nobody_waits_for_change_nothing),
    {0},
};
