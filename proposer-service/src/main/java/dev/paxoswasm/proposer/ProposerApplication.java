package dev.paxoswasm.proposer;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.RoleApplication;
import dev.paxoswasm.role.StopSignal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service of the role proposer. */
@SpringBootApplication
public class ProposerApplication {

    /** The application with its defaults, ready to run. */
    public static SpringApplication application() {
        return RoleApplication.of(ProposerApplication.class, Role.PROPOSER);
    }

    public static void main(String[] arguments) {
        StopSignal.endsWithSuccess();
        application().run(arguments);
    }
}
