package dev.paxoswasm.role;

import dev.paxoswasm.role.transport.NameCache;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service of a role. */
public final class RoleApplication {

    private RoleApplication() {}

    /**
     * The application of a role, ready to run. Its defaults are in {@code <role>.yml} on the class path, so that the
     * services can share one class path; an {@code application.yml} beside the process overrides them.
     *
     * @param main the {@code @SpringBootApplication} class of the service
     */
    public static SpringApplication of(Class<?> main, Role role) {
        NameCache.keepShort();
        return new SpringApplicationBuilder(main)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.name=" + role.label() + ",application")
                .initializers(_ -> RepeatedErrors.install(() -> ""))
                .build();
    }
}
