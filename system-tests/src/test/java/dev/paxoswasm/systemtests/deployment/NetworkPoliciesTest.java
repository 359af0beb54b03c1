package dev.paxoswasm.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.Role;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Computes who reaches whom under the network policies, and holds that to what the contract has nodes say to each
 * other.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NetworkPoliciesTest {
    private static final Manifests MANIFESTS = new Manifests();

    /** Calls that a host makes of itself, beside the messages of its component. */
    private static final Map<Role, Set<Role>> OF_HOSTS = Map.of(
            Role.ACCEPTOR, EnumSet.of(Role.LEARNER),
            Role.PROPOSER, EnumSet.noneOf(Role.class),
            Role.LEARNER, EnumSet.noneOf(Role.class),
            Role.CLIENT, EnumSet.of(Role.PROPOSER, Role.ACCEPTOR, Role.LEARNER),
            Role.COORDINATOR, EnumSet.of(Role.CLIENT, Role.PROPOSER, Role.ACCEPTOR, Role.LEARNER));

    @Test
    void a_node_is_reached_by_those_that_have_something_to_say_to_it_and_by_nobody_else() throws IOException {
        for (Role target : Role.values()) {
            Set<Role> admitted = EnumSet.noneOf(Role.class);
            for (Role source : Role.values()) {
                if (ingress(target).anyMatch(peer -> admits(peer, source))) {
                    admitted.add(source);
                }
            }
            Set<Role> wanted = EnumSet.noneOf(Role.class);
            calls().forEach((source, targets) -> {
                if (targets.contains(target)) {
                    wanted.add(source);
                }
            });
            assertThat(admitted).as("who reaches a %s", target.label()).isEqualTo(wanted);
        }
    }

    @Test
    void only_the_client_is_reached_from_other_namespaces_and_only_from_those_with_the_label() {
        for (Role target : Role.values()) {
            List<LabelSelector> namespaces = ingress(target)
                    .map(NetworkPolicyPeer::getNamespaceSelector)
                    .filter(selector -> selector != null)
                    .toList();
            if (target == Role.CLIENT) {
                assertThat(namespaces)
                        .singleElement()
                        .satisfies(selector -> assertThat(selector.getMatchLabels())
                                .containsExactly(Map.entry("paxos-wasm/client-api", "allowed")));
            } else {
                assertThat(namespaces)
                        .as("namespaces that reach a %s", target.label())
                        .isEmpty();
            }
        }
        Namespace own = (Namespace) KubernetesModel.read(
                YamlFile.documents(Manifests.SUITE.resolve("namespace.yaml")).getFirst());
        assertThat(own.getMetadata().getLabels()).containsEntry("paxos-wasm/client-api", "allowed");
    }

    @Test
    void without_a_rule_nothing_is_let_in_and_only_names_and_the_suite_are_let_out() {
        NetworkPolicy general = MANIFESTS.all(NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getName().equals("nothing-by-default"))
                .findFirst()
                .orElseThrow();
        assertThat(general.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(general.getSpec().getIngress()).isEmpty();
        for (Role role : Role.values()) {
            assertThat(selects(general.getSpec().getPodSelector(), role)).isTrue();
        }
        assertThat(general.getSpec().getEgress()).hasSize(2).allSatisfy(rule -> {
            boolean names = rule.getPorts().stream()
                    .allMatch(port ->
                            port.getPort().getIntVal() != null && port.getPort().getIntVal() == 53);
            boolean suite = !rule.getTo().isEmpty()
                    && rule.getTo().stream()
                            .allMatch(peer -> peer.getNamespaceSelector() == null
                                    && peer.getIpBlock() == null
                                    && peer.getPodSelector() != null);
            assertThat(names || suite).isTrue();
        });
    }

    /** What the policies of a role's pods let in. */
    private static Stream<NetworkPolicyPeer> ingress(Role target) {
        return MANIFESTS.all(NetworkPolicy.class).stream()
                .filter(policy -> selects(policy.getSpec().getPodSelector(), target))
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .flatMap(rule -> {
                    assertThat(rule.getFrom())
                            .as("a rule without 'from' lets everybody in")
                            .isNotEmpty();
                    return rule.getFrom().stream();
                });
    }

    /** Whether a pod of a role, in the namespace of the suite, is let in by what is said of pods there. */
    private static boolean admits(NetworkPolicyPeer peer, Role source) {
        return peer.getNamespaceSelector() == null
                && peer.getPodSelector() != null
                && selects(peer.getPodSelector(), source);
    }

    private static boolean selects(LabelSelector selector, Role role) {
        Map<String, String> labels =
                MANIFESTS.pods().get(role.label()).getMetadata().getLabels();
        boolean matches = selector.getMatchLabels() == null
                || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
        for (LabelSelectorRequirement one : selector.getMatchExpressions()) {
            assertThat(one.getOperator()).isEqualTo("In");
            matches &= one.getValues().contains(labels.getOrDefault(one.getKey(), ""));
        }
        return matches;
    }

    /**
     * Who calls whom, by the outboxes of the contract: the name of a message's second parameter is the role it goes to.
     */
    private static Map<Role, Set<Role>> calls() throws IOException {
        Map<Role, Set<Role>> calls = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            calls.put(role, EnumSet.copyOf(OF_HOSTS.get(role)));
            String wit = Files.readString(ProjectFile.at("interfaces/deps/" + role.label() + ".wit"));
            Matcher outbox = Pattern.compile("interface " + role.label() + "-outbox \\{(.*?)\\n\\}", Pattern.DOTALL)
                    .matcher(wit);
            while (outbox.find()) {
                Matcher message =
                        Pattern.compile("func\\(call: u64, ([a-z]+): node-id").matcher(outbox.group(1));
                while (message.find()) {
                    calls.get(role).add(Role.valueOf(message.group(1).toUpperCase(Locale.ROOT)));
                }
            }
        }
        return calls;
    }
}
