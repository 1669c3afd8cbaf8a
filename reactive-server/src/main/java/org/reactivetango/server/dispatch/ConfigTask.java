package org.reactivetango.server.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.model.AttributeConfig;

/**
 * Changes configurations of attributes on the device's lane, one after the other until one fails. They last until the
 * server ends. Those of State and Status do not change.
 */
final class ConfigTask extends RequestOperation {
    /**
     * What a client wants of one attribute.
     *
     * @param wanted makes a whole configuration of the one there is, for forms that do not have every field
     */
    record Item(String name, UnaryOperator<AttributeConfig> wanted) {}

    private final List<Item> items;

    private ConfigTask(IncomingCall call, List<Item> items) {
        super(call);
        this.items = items;
    }

    /** Changes them as soon as the device's lane allows, which may not be that of every attribute. */
    static void start(IncomingCall call, List<Item> items) {
        call.enter(call.device().lane(), new ConfigTask(call, items));
    }

    @Override
    void begin() {
        try {
            change();
            call.replyNothing();
        } catch (DevFailedException refused) {
            call.fail(refused);
        } finally {
            done();
        }
    }

    private void change() {
        for (int i = 0; i < items.size(); i++) {
            try {
                change(items.get(i));
            } catch (DevFailedException refused) {
                throw withRest(refused, i);
            }
        }
    }

    private void change(Item item) {
        Device device = call.device();
        Attribute attribute = device.attribute(item.name);
        if (attribute == null) {
            throw Failures.attributeNotFound(item.name, "MultiAttribute::get_attr_by_name");
        }
        if (!attribute.isBuiltin()) {
            attribute.config(Reconfiguration.of(device, attribute, item.wanted.apply(attribute.config())));
        }
    }

    /** Says in the reason, as servers in C++ do, what has become of the others. */
    private DevFailedException withRest(DevFailedException refused, int index) {
        List<DevError> errors = new ArrayList<>(refused.errors());
        DevError first = errors.get(0);
        String reason = first.reason()
                + (index > 0 ? "\nAll previous attribute(s) have been successfully updated" : "")
                + (index < items.size() - 1 ? "\nAll remaining attribute(s) have not been updated" : "");
        errors.set(0, new DevError(reason, first.severity(), first.description(), first.origin()));
        return new DevFailedException(errors);
    }

    @Override
    protected String description() {
        return "configuring " + items.stream().map(Item::name).collect(Collectors.joining(", ")) + " for "
                + call.client();
    }
}
