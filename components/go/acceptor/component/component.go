//go:build wasm

// Package component is the component around an acceptor: the world paxos:acceptor/acceptor-component.
package component

import (
	"paxos/acceptor"
	"paxos/contract/node"
)

var instance *acceptor.Acceptor

// Acceptor is the one node that an instance is, recovered from storage at the first call.
func Acceptor() *acceptor.Acceptor {
	if instance == nil {
		instance = acceptor.New(node.Configuration(), host{})
	}
	return instance
}
