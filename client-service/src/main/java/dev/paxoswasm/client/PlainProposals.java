package dev.paxoswasm.client;

import dev.paxoswasm.role.web.ContentType;
import dev.paxoswasm.role.web.plain.PlainAnswer;
import dev.paxoswasm.role.web.plain.PlainExchange;
import dev.paxoswasm.role.web.plain.PlainHandler;
import dev.paxoswasm.role.web.plain.PlainRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Getting a value agreed without a thread that waits for it. */
final class PlainProposals implements PlainHandler {

    private final Proposals proposals;
    private final ProposalFormat format;

    PlainProposals(Proposals proposals, ProposalFormat format) {
        this.proposals = proposals;
        this.format = format;
    }

    @Override
    public String path() {
        return ProposalController.PATH;
    }

    @Override
    public String operation() {
        return ProposalController.OPERATION;
    }

    @Override
    public boolean isPlain(PlainRequest request) {
        return isKnown(request.field("content-type")) && acceptsAll(request.field("accept"));
    }

    private static boolean isKnown(@Nullable String contentType) {
        ContentType type = contentType == null ? null : ContentType.parse(contentType);
        return type != null
                && type.isPlain()
                && (type.is(ProposalController.JSON) || type.is(ProposalController.BYTES));
    }

    private static boolean acceptsAll(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || accept.equals(ProposalController.JSON);
    }

    @Override
    public void begin(PlainRequest request, PlainExchange exchange) {
        Integer wait = Preference.waitSeconds(request.field("prefer"));
        ProposedValue value = proposals.reading(() -> format.read(request.field("content-type"), request.body()));
        Proposal proposal = proposals.offer(value.bytes(), Preference.patience(wait));
        Supplier<PlainAnswer> answer = () -> answer(ChosenValue.of(proposals.await(proposal), value.text()), wait);
        proposals.whenOver(proposal, () -> exchange.answer(answer), () -> exchange.answerApart(answer));
    }

    private PlainAnswer answer(ChosenValue chosen, @Nullable Integer wait) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (wait != null) {
            fields.put(Preference.APPLIED, Preference.applied(wait));
        }
        fields.put("Location", chosen.location());
        fields.put("Content-Type", ProposalController.JSON);
        return new PlainAnswer(HttpServletResponse.SC_CREATED, fields, format.bytes(chosen));
    }
}
