package org.reactivetango.client.exchange;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.AttributeConfigForms;
import org.reactivetango.core.idl.DevCmdInfo;
import org.reactivetango.core.idl.DevCmdInfo2;
import org.reactivetango.core.idl.DevInfo;
import org.reactivetango.core.idl.DevInfo3;
import org.reactivetango.core.idl.DevInfo6;
import org.reactivetango.core.idl.DevInfoVersion;
import org.reactivetango.core.idl.DevIntrChange;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DeviceInterface;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;

/**
 * What a device says of itself, its attributes and its commands: each question in every form that the versions of the
 * interface gave it, of which a device is asked the newest it has.
 */
public final class Question<R> implements Exchange<R> {
    private static final List<String> ALL_ATTRIBUTES = List.of("All attributes");
    private static final List<String> ALL_ATTRIBUTES_3 = List.of("All attributes_3");
    private static final String DOC_URL = "Doc URL = ";
    private static final String NO_TYPE = "Uninitialised";

    private final String description;
    private final String failedReason;
    private final List<Form<?, ?, R>> forms;

    /**
     * One form of a question.
     *
     * @param since the version of the interface that brought it
     */
    private record Form<A, W, R>(
            int since, byte[] name, Operation<A, W> operation, A arguments, Function<W, R> answer) {
        static <A, W, R> Form<A, W, R> of(Operation<A, W> operation, A arguments, Function<W, R> answer) {
            byte[] name = operation.name().getBytes(StandardCharsets.US_ASCII);
            return new Form<>(operation.idlVersion(), name, operation, arguments, answer);
        }

        void encode(CdrWriter out) {
            operation.encodeArguments(arguments, out);
        }

        R decode(CdrReader in) {
            return answer.apply(operation.decodeResult(in));
        }
    }

    /** {@code forms}: newest first, the last one of version 1. */
    private Question(String description, String failedReason, List<Form<?, ?, R>> forms) {
        this.description = description;
        this.failedReason = failedReason;
        this.forms = forms;
    }

    /** What device and server are. */
    public static Question<DeviceInfo> info() {
        return new Question<>(
                "info",
                Reasons.COMMAND_FAILED,
                List.of(
                        Form.of(Operations.INFO_6, NoValue.NO_VALUE, Question::info),
                        Form.of(Operations.INFO_3, NoValue.NO_VALUE, Question::info),
                        Form.of(Operations.INFO, NoValue.NO_VALUE, Question::info)));
    }

    /** The configurations of all attributes. */
    public static Question<List<AttributeConfig>> attributeConfigs() {
        return attributeConfigs("get_attribute_config of all attributes", ALL_ATTRIBUTES_3, ALL_ATTRIBUTES);
    }

    /** The configuration of one attribute, in a list. */
    public static Question<List<AttributeConfig>> attributeConfig(String attribute) {
        List<String> names = List.of(attribute);
        return attributeConfigs("get_attribute_config " + attribute, names, names);
    }

    private static Question<List<AttributeConfig>> attributeConfigs(
            String description, List<String> names, List<String> namesBefore3) {
        return new Question<>(
                description,
                Reasons.ATTRIBUTE_FAILED,
                List.of(
                        Form.of(Operations.GET_ATTRIBUTE_CONFIG_5, names, each(AttributeConfigForms::toModel)),
                        Form.of(Operations.GET_ATTRIBUTE_CONFIG_3, names, each(AttributeConfigForms::toModel)),
                        Form.of(Operations.GET_ATTRIBUTE_CONFIG_2, namesBefore3, each(AttributeConfigForms::toModel)),
                        Form.of(Operations.GET_ATTRIBUTE_CONFIG, namesBefore3, each(AttributeConfigForms::toModel))));
    }

    /** All commands. */
    public static Question<List<CommandInfo>> commands() {
        return new Question<>(
                "command_list_query",
                Reasons.COMMAND_FAILED,
                List.of(
                        Form.of(Operations.COMMAND_LIST_QUERY_2, NoValue.NO_VALUE, each(Question::command)),
                        Form.of(Operations.COMMAND_LIST_QUERY, NoValue.NO_VALUE, each(Question::command))));
    }

    /** One command. */
    public static Question<CommandInfo> command(String name) {
        return new Question<>(
                "command_query " + name,
                Reasons.COMMAND_FAILED,
                List.of(
                        Form.of(Operations.COMMAND_QUERY_2, name, Question::command),
                        Form.of(Operations.COMMAND_QUERY, name, Question::command)));
    }

    /** What an event says of a device. */
    public static DeviceInterface deviceInterface(DevIntrChange change) {
        return new DeviceInterface(
                change.cmds().stream().map(Question::command).toList(),
                change.atts().stream().map(AttributeConfigForms::toModel).toList());
    }

    @Override
    public byte[] operation(PeerInterface peer) {
        return form(peer).name();
    }

    @Override
    public boolean hasArguments() {
        return forms.get(0).operation().hasArguments();
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {
        form(peer).encode(out);
    }

    @Override
    public R decodeResult(PeerInterface peer, CdrReader in) {
        return form(peer).decode(in);
    }

    /** Clients in C++ add nothing here, and so do not say which device it was. */
    @Override
    public DevError failed(String device) {
        String operation = forms.get(forms.size() - 1).operation().name();
        return DevError.of(
                failedReason,
                "Failed to execute " + description + " on device " + device,
                "DeviceProxy::" + operation + "()");
    }

    @Override
    public String description() {
        return description;
    }

    private Form<?, ?, R> form(PeerInterface peer) {
        int i = 0;
        while (forms.get(i).since() > peer.deviceIdl()) {
            i++;
        }
        return forms.get(i);
    }

    private static <W, R> Function<List<W>, List<R>> each(Function<W, R> answer) {
        return all -> all.stream().map(answer).toList();
    }

    private static DeviceInfo info(DevInfo6 info) {
        return new DeviceInfo(
                info.devClass(),
                info.serverId(),
                info.serverHost(),
                info.serverVersion(),
                docUrl(info.docUrl()),
                info.devType(),
                info.versionInfo().stream()
                        .collect(Collectors.toMap(DevInfoVersion::key, DevInfoVersion::value, (a, b) -> b)));
    }

    private static DeviceInfo info(DevInfo3 info) {
        return new DeviceInfo(
                info.devClass(),
                info.serverId(),
                info.serverHost(),
                info.serverVersion(),
                docUrl(info.docUrl()),
                info.devType(),
                Map.of());
    }

    private static DeviceInfo info(DevInfo info) {
        return new DeviceInfo(
                info.devClass(),
                info.serverId(),
                info.serverHost(),
                info.serverVersion(),
                docUrl(info.docUrl()),
                NO_TYPE,
                Map.of());
    }

    private static String docUrl(String text) {
        return text.startsWith(DOC_URL) ? text.substring(DOC_URL.length()) : text;
    }

    private static CommandInfo command(DevCmdInfo2 info) {
        return new CommandInfo(
                info.cmdName(),
                info.level(),
                TangoType.ofCode(info.inType()),
                TangoType.ofCode(info.outType()),
                info.inTypeDesc(),
                info.outTypeDesc());
    }

    private static CommandInfo command(DevCmdInfo info) {
        return new CommandInfo(
                info.cmdName(),
                DisplayLevel.OPERATOR,
                TangoType.ofCode(info.inType()),
                TangoType.ofCode(info.outType()),
                info.inTypeDesc(),
                info.outTypeDesc());
    }
}
