package org.reactivetango.client.exchange;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.DevPipeData;
import org.reactivetango.core.idl.DevPipeDataElt;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadPipe5;
import org.reactivetango.core.model.PipeBlob;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;

/** Reads a pipe: {@code read_pipe_5}, which devices have from version 5 on. */
public record ReadPipe(String pipe) implements Exchange<Reading<PipeBlob>> {
    private static final byte[] NAME = "read_pipe_5".getBytes(StandardCharsets.US_ASCII);

    @Override
    public byte[] operation(PeerInterface peer) {
        return NAME;
    }

    @Override
    public boolean hasArguments() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {
        Operations.READ_PIPE_5.encodeArguments(new ReadPipe5(pipe, peer.client()), out);
    }

    @Override
    public Reading<PipeBlob> decodeResult(PeerInterface peer, CdrReader in) {
        return reading(Operations.READ_PIPE_5.decodeResult(in));
    }

    /** What the structure says, which is that of a pipe event, too. */
    public static Reading<PipeBlob> reading(DevPipeData data) {
        PipeBlob blob = blob(data.dataBlob().name(), data.dataBlob().blobData());
        return Reading.of(blob, Quality.VALID, data.time().toInstant());
    }

    private static PipeBlob blob(String name, List<DevPipeDataElt> elements) {
        return new PipeBlob(name, elements.stream().map(ReadPipe::element).toList());
    }

    private static PipeBlob.Element element(DevPipeDataElt element) {
        Object value = element.innerBlob().isEmpty()
                ? element.value().value()
                : blob(element.innerBlobName(), element.innerBlob());
        return new PipeBlob.Element(element.name(), value);
    }

    @Override
    public DevError failed(String device) {
        return DevError.of(
                Reasons.PIPE_FAILED,
                "Failed to read pipe " + pipe + " of device " + device,
                "DeviceProxy::read_pipe()");
    }

    @Override
    public String description() {
        return "read_pipe " + pipe;
    }
}
