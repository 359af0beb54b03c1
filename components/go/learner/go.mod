module paxos/learner

go 1.26
