package dev.paxoswasm.contract;

import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Messages to test with, and the mapper as services configure it. */
final class Messages {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static final Ballot BALLOT = new Ballot(2, 1);

    static final Command COMMAND = new Command(new CommandId(7, 3), "hello".getBytes(StandardCharsets.UTF_8));

    static final Entry ENTRY = new Entry(BALLOT, new Content.Command(COMMAND));

    static final Entry NO_OP = new Entry(BALLOT, new Content.NoOp());

    static final String COMMAND_JSON = "{'id':{'session':7,'sequence':3},'payload':'aGVsbG8='}";

    static final String ENTRY_JSON = "{'origin':{'round':2,'proposer':1},'content':{'command':" + COMMAND_JSON + "}}";

    static final String NO_OP_JSON = "{'origin':{'round':2,'proposer':1},'content':{'noOp':{}}}";

    private Messages() {}
}
