package dev.paxoswasm.client;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.RoleApplication;
import dev.paxoswasm.role.StopSignal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service of the role client. */
@SpringBootApplication
public class ClientApplication {

    /** The application with its defaults, ready to run. */
    public static SpringApplication application() {
        return RoleApplication.of(ClientApplication.class, Role.CLIENT);
    }

    public static void main(String[] arguments) {
        StopSignal.endsWithSuccess();
        application().run(arguments);
    }
}
