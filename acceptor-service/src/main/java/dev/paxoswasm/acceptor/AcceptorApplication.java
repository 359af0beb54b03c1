package dev.paxoswasm.acceptor;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.RoleApplication;
import dev.paxoswasm.role.StopSignal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service of the role acceptor. */
@SpringBootApplication
public class AcceptorApplication {

    /** The application with its defaults, ready to run. */
    public static SpringApplication application() {
        return RoleApplication.of(AcceptorApplication.class, Role.ACCEPTOR);
    }

    public static void main(String[] arguments) {
        StopSignal.endsWithSuccess();
        application().run(arguments);
    }
}
