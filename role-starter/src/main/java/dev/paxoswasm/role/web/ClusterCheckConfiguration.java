package dev.paxoswasm.role.web;

import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.cluster.PeerIdentities;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Has the operations of the role checked for who sends a message, in one place, whatever answers it. */
@Configuration(proxyBeanMethods = false)
public class ClusterCheckConfiguration {

    /** After {@link AdmissionFilter}, and before whatever answers. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 200;

    @Bean
    FilterRegistrationBean<ClusterCheck> clusterCheck(Cluster cluster, PeerIdentities peers, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new ClusterCheck(peers, problems));
        registration.addUrlPatterns("/" + cluster.role().pathSegment() + "/*");
        registration.setOrder(ORDER);
        return registration;
    }
}
