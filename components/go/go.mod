module paxos/components

go 1.26
