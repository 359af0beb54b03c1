package dev.paxoswasm.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/**
 * An arrow between two rooms may only point downward: standalone, services, role starter, role host, contract, runtime.
 */
@AnalyzeClasses(packages = "dev.paxoswasm", importOptions = ImportOption.DoNotIncludeTests.class)
class DirectionsOfDependencyTest {

    @ArchTest
    static final ArchRule arrows_point_downward = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("standalone")
            .definedBy("dev.paxoswasm.standalone..")
            .layer("services")
            .definedBy(
                    "dev.paxoswasm.acceptor..",
                    "dev.paxoswasm.proposer..",
                    "dev.paxoswasm.learner..",
                    "dev.paxoswasm.client..",
                    "dev.paxoswasm.coordinator..")
            .layer("role starter")
            .definedBy("dev.paxoswasm.role..")
            .layer("simulation")
            .definedBy("dev.paxoswasm.simulation..")
            .layer("composed")
            .definedBy("dev.paxoswasm.composed..")
            .layer("role host")
            .definedBy("dev.paxoswasm.host..")
            .layer("contract")
            .definedBy("dev.paxoswasm.contract..")
            .layer("component runtime")
            .definedBy("dev.paxoswasm.component..")
            .whereLayer("standalone")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("services")
            .mayOnlyBeAccessedByLayers("standalone")
            .whereLayer("role starter")
            .mayOnlyBeAccessedByLayers("services", "standalone")
            .whereLayer("simulation")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("composed")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("role host")
            .mayOnlyBeAccessedByLayers("role starter", "services", "simulation", "composed")
            .whereLayer("contract")
            .mayOnlyBeAccessedByLayers("role host", "role starter", "services", "simulation", "composed")
            .whereLayer("component runtime")
            .mayOnlyBeAccessedByLayers("contract", "role host", "role starter", "services", "simulation", "composed");

    @ArchTest
    static final ArchRule the_role_host_the_composed_cluster_and_the_simulation_know_neither_spring_nor_rocksdb =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.paxoswasm.host..", "dev.paxoswasm.composed..", "dev.paxoswasm.simulation..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "io.micrometer..", "org.slf4j..", "org.rocksdb..");

    @ArchTest
    static final ArchRule no_service_knows_another = slices().matching(
                    "dev.paxoswasm.(acceptor|proposer|learner|client|coordinator)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule chicory_stays_inside_the_component_runtime = noClasses()
            .that()
            .resideOutsideOfPackage("dev.paxoswasm.component..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.dylibso.chicory..");

    @ArchTest
    static final ArchRule the_component_runtime_knows_neither_spring_nor_paxos = classes()
            .that()
            .resideInAPackage("dev.paxoswasm.component..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.paxoswasm.component..", "com.dylibso.chicory..", "org.jspecify.annotations..", "java..");

    @ArchTest
    static final ArchRule rocksdb_stays_inside_the_storage_of_the_role_starter = noClasses()
            .that()
            .resideOutsideOfPackage("dev.paxoswasm.role.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb..");
}
