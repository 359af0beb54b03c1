module paxos/acceptor

go 1.26
