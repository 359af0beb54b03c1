//go:build wasm

// Package component is the component around a learner: the world paxos:learner/learner-component.
package component

import (
	"paxos/contract/node"
	"paxos/learner"
)

var instance *learner.Learner

// Learner is the one node that an instance is, recovered from storage at the first call.
func Learner() *learner.Learner {
	if instance == nil {
		instance = learner.New(node.Configuration(), host{})
	}
	return instance
}
