module paxos/contract

go 1.26
