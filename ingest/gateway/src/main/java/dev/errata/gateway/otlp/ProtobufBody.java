package dev.errata.gateway.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import dev.errata.http.ApiException;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Reads protobuf that nobody vouches for. Two bytes of it can claim an object of a hundred, so the fields are counted
 * before any object is made; and the library takes a field of the wrong type for an unknown one, which here is an error.
 */
final class ProtobufBody {
    static final int MAX_FIELDS = 500_000;

    private static final int MAX_DEPTH = 64;
    private static final long BYTES_PER_FIELD = 32;
    private static final String MALFORMED = "not valid protobuf of this request";

    private int fields;

    private ProtobufBody() {}

    /**
     * The message in the body.
     *
     * @param memory is told about how much of it the message will take
     * @throws ApiException 400 where there is none, 413 where it has too many fields
     */
    static <M extends Message> M read(byte[] body, M prototype, LongConsumer memory) {
        try {
            var check = new ProtobufBody();
            check.message(CodedInputStream.newInstance(body), prototype.getDescriptorForType(), 0);
            memory.accept(check.fields * BYTES_PER_FIELD);
            return parsed(body, prototype);
        } catch (IOException e) {
            throw Wire.malformed(MALFORMED);
        }
    }

    @SuppressWarnings("unchecked") // a message's parser makes messages of its own kind
    private static <M extends Message> M parsed(byte[] body, M prototype) throws InvalidProtocolBufferException {
        var in = CodedInputStream.newInstance(body);
        in.setRecursionLimit(MAX_DEPTH);
        return (M) prototype.getParserForType().parseFrom(in);
    }

    private void message(CodedInputStream in, Descriptor type, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw Wire.malformed("nested too deeply");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (++fields > MAX_FIELDS) {
                throw ApiException.payloadTooLarge("The request has more than " + MAX_FIELDS + " fields");
            }
            field(in, tag, type.findFieldByNumber(WireFormat.getTagFieldNumber(tag)), depth);
        }
    }

    private void field(CodedInputStream in, int tag, FieldDescriptor field, int depth) throws IOException {
        var wireType = WireFormat.getTagWireType(tag);
        var isGroup = wireType == WireFormat.WIRETYPE_START_GROUP || wireType == WireFormat.WIRETYPE_END_GROUP;
        if (isGroup || (field != null && field.getLiteType().getWireType() != wireType)) {
            throw Wire.malformed(MALFORMED);
        }
        if (field == null || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            in.skipField(tag);
            return;
        }
        var outer = in.pushLimit(in.readRawVarint32());
        message(in, field.getMessageType(), depth + 1);
        in.popLimit(outer);
    }
}
