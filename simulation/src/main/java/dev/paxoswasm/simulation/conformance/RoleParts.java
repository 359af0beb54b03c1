package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptorevents.AcceptorEvents;
import dev.paxoswasm.contract.acceptorevents.AcceptorEventsExport;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.client.Client;
import dev.paxoswasm.contract.client.ClientExport;
import dev.paxoswasm.contract.clientevents.ClientEvents;
import dev.paxoswasm.contract.clientevents.ClientEventsExport;
import dev.paxoswasm.contract.clientoutbox.ClientOutbox;
import dev.paxoswasm.contract.clientoutbox.ClientOutboxImport;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.LearnerExport;
import dev.paxoswasm.contract.learnerevents.LearnerEvents;
import dev.paxoswasm.contract.learnerevents.LearnerEventsExport;
import dev.paxoswasm.contract.learneroutbox.LearnerOutbox;
import dev.paxoswasm.contract.learneroutbox.LearnerOutboxImport;
import dev.paxoswasm.contract.learnerstorage.LearnerStorage;
import dev.paxoswasm.contract.learnerstorage.LearnerStorageImport;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerExport;
import dev.paxoswasm.contract.proposerevents.ProposerEvents;
import dev.paxoswasm.contract.proposerevents.ProposerEventsExport;
import dev.paxoswasm.contract.proposeroutbox.ProposerOutbox;
import dev.paxoswasm.contract.proposeroutbox.ProposerOutboxImport;
import dev.paxoswasm.contract.proposerstorage.Progress;
import dev.paxoswasm.contract.proposerstorage.ProposerStorage;
import dev.paxoswasm.contract.proposerstorage.ProposerStorageImport;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.ProposerStore;
import dev.paxoswasm.simulation.scenario.Role;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is different about each role: its interfaces, and what its store holds. */
sealed interface RoleParts {

    /** Enough to take everything that a script stores. */
    long ALL = 1 << 16;

    static RoleParts of(Role role, OrderedStore disk) {
        return switch (role) {
            case ACCEPTOR -> new OfAcceptor(new AcceptorStore(disk));
            case PROPOSER -> new OfProposer(new ProposerStore(disk));
            case LEARNER -> new OfLearner(new LearnerStore(disk));
            case CLIENT -> new OfClient();
        };
    }

    /** What the component exports: the role's interface, and its events. */
    List<Object> exports(ComponentInstance instance);

    /** The same as types. */
    List<Class<?>> interfaces();

    Class<?> outbox();

    /** What the component imports as its storage; an object without methods where it has none. */
    Class<?> storage();

    Object store();

    void register(Imports.Builder imports, Object storage, Object outbox);

    /** What the store holds. */
    ObjectNode content();

    void fill(JsonNode content);

    record OfAcceptor(AcceptorStore store) implements RoleParts {

        @Override
        public List<Object> exports(ComponentInstance instance) {
            return List.of(AcceptorExport.of(instance), AcceptorEventsExport.of(instance));
        }

        @Override
        public List<Class<?>> interfaces() {
            return List.of(Acceptor.class, AcceptorEvents.class);
        }

        @Override
        public Class<?> outbox() {
            return AcceptorOutbox.class;
        }

        @Override
        public Class<?> storage() {
            return AcceptorStorage.class;
        }

        @Override
        public void register(Imports.Builder imports, Object storage, Object outbox) {
            AcceptorStorageImport.register(imports, (AcceptorStorage) storage);
            AcceptorOutboxImport.register(imports, (AcceptorOutbox) outbox);
        }

        @Override
        public ObjectNode content() {
            ObjectNode content = Values.object();
            store.loadLife().ifPresent(life -> content.set("life", Values.json(life)));
            store.loadPromised().ifPresent(promised -> content.set("promised", Values.json(promised)));
            content.set("accepted", Values.json(store.loadAccepted(1, ALL, ALL)));
            return content;
        }

        @Override
        public void fill(JsonNode content) {
            Values.optional(content, "life", LifeRecord.class).ifPresent(store::storeLife);
            Values.optional(content, "promised", Ballot.class).ifPresent(store::storePromised);
            store.storeAccepted(Values.list(content, "accepted", AcceptedEntry.class));
        }
    }

    record OfProposer(ProposerStore store) implements RoleParts {

        @Override
        public List<Object> exports(ComponentInstance instance) {
            return List.of(ProposerExport.of(instance), ProposerEventsExport.of(instance));
        }

        @Override
        public List<Class<?>> interfaces() {
            return List.of(Proposer.class, ProposerEvents.class);
        }

        @Override
        public Class<?> outbox() {
            return ProposerOutbox.class;
        }

        @Override
        public Class<?> storage() {
            return ProposerStorage.class;
        }

        @Override
        public void register(Imports.Builder imports, Object storage, Object outbox) {
            ProposerStorageImport.register(imports, (ProposerStorage) storage);
            ProposerOutboxImport.register(imports, (ProposerOutbox) outbox);
        }

        @Override
        public ObjectNode content() {
            ObjectNode content = Values.object();
            content.put("round", store.loadRound());
            store.loadProgress().ifPresent(progress -> content.set("progress", Values.json(progress)));
            return content;
        }

        @Override
        public void fill(JsonNode content) {
            Values.optional(content, "round", Long.class).ifPresent(store::storeRound);
            Values.optional(content, "progress", Progress.class).ifPresent(store::storeProgress);
        }
    }

    record OfLearner(LearnerStore store) implements RoleParts {

        @Override
        public List<Object> exports(ComponentInstance instance) {
            return List.of(LearnerExport.of(instance), LearnerEventsExport.of(instance));
        }

        @Override
        public List<Class<?>> interfaces() {
            return List.of(Learner.class, LearnerEvents.class);
        }

        @Override
        public Class<?> outbox() {
            return LearnerOutbox.class;
        }

        @Override
        public Class<?> storage() {
            return LearnerStorage.class;
        }

        @Override
        public void register(Imports.Builder imports, Object storage, Object outbox) {
            LearnerStorageImport.register(imports, (LearnerStorage) storage);
            LearnerOutboxImport.register(imports, (LearnerOutbox) outbox);
        }

        @Override
        public ObjectNode content() {
            ObjectNode content = Values.object();
            content.set("chosen", Values.json(store.loadChosen(1, ALL, ALL)));
            return content;
        }

        @Override
        public void fill(JsonNode content) {
            List<ChosenEntry> chosen = Values.list(content, "chosen", ChosenEntry.class);
            if (!chosen.isEmpty()) {
                store.appendChosen(chosen);
            }
        }
    }

    record OfClient() implements RoleParts {

        private interface Nothing {}

        @Override
        public List<Object> exports(ComponentInstance instance) {
            return List.of(ClientExport.of(instance), ClientEventsExport.of(instance));
        }

        @Override
        public List<Class<?>> interfaces() {
            return List.of(Client.class, ClientEvents.class);
        }

        @Override
        public Class<?> outbox() {
            return ClientOutbox.class;
        }

        @Override
        public Class<?> storage() {
            return Nothing.class;
        }

        @Override
        public Object store() {
            return new Nothing() {};
        }

        @Override
        public void register(Imports.Builder imports, Object storage, Object outbox) {
            ClientOutboxImport.register(imports, (ClientOutbox) outbox);
        }

        @Override
        public ObjectNode content() {
            return Values.object();
        }

        @Override
        public void fill(JsonNode content) {
            if (!content.isEmpty()) {
                throw new IllegalArgumentException("a client stores nothing");
            }
        }
    }

    /** What the store holds now that it did not hold before. */
    static ObjectNode change(ObjectNode before, ObjectNode now) {
        ObjectNode change = Values.object();
        now.forEachEntry((name, value) -> {
            JsonNode former = before.path(name);
            if (value.isArray()) {
                List<JsonNode> added = new ArrayList<>();
                value.forEach(added::add);
                former.forEach(added::remove);
                if (!added.isEmpty()) {
                    change.putArray(name).addAll(added);
                }
            } else if (!value.equals(former)) {
                change.set(name, value);
            }
        });
        return change;
    }
}
