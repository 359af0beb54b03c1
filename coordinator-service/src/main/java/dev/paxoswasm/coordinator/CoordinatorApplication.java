package dev.paxoswasm.coordinator;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.RoleApplication;
import dev.paxoswasm.role.StopSignal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service of the role coordinator. */
@SpringBootApplication
public class CoordinatorApplication {

    /** The application with its defaults, ready to run. */
    public static SpringApplication application() {
        return RoleApplication.of(CoordinatorApplication.class, Role.COORDINATOR);
    }

    public static void main(String[] arguments) {
        StopSignal.endsWithSuccess();
        application().run(arguments);
    }
}
