package dev.paxoswasm.learner;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.RoleApplication;
import dev.paxoswasm.role.StopSignal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service of the role learner. */
@SpringBootApplication
public class LearnerApplication {

    /** The application with its defaults, ready to run. */
    public static SpringApplication application() {
        return RoleApplication.of(LearnerApplication.class, Role.LEARNER);
    }

    public static void main(String[] arguments) {
        StopSignal.endsWithSuccess();
        application().run(arguments);
    }
}
