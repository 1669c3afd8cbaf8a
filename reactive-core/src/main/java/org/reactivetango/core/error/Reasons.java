package org.reactivetango.core.error;

/** Tango's reason tokens: the stable part of an error, the one to match on. */
public final class Reasons {
    public static final String ALREADY_POLLED = "API_AlreadyPolled";
    public static final String ATTRIBUTE_FAILED = "API_AttributeFailed";
    public static final String ATTRIBUTE_NOT_DATA_READY_ENABLED = "API_AttributeNotDataReadyEnabled";
    public static final String ATTRIBUTE_POLLING_NOT_STARTED = "API_AttributePollingNotStarted";
    public static final String ATTR_INCORRECT_DATA_NUMBER = "API_AttrIncorrectDataNumber";
    public static final String ATTR_NOT_ALLOWED = "API_AttrNotAllowed";
    public static final String ATTR_NOT_FOUND = "API_AttrNotFound";
    public static final String ATTR_NOT_POLLED = "API_AttrNotPolled";
    public static final String ATTR_NOT_WRITABLE = "API_AttrNotWritable";
    public static final String ATTR_OPT_PROP = "API_AttrOptProp";
    public static final String ATTR_VALUE_NOT_SET = "API_AttrValueNotSet";
    public static final String BLACK_BOX_ARGUMENT = "API_BlackBoxArgument";
    public static final String BLACK_BOX_EMPTY = "API_BlackBoxEmpty";
    /** Ours: a bridge to a blocking driver is full, quarantined or closed. */
    public static final String BRIDGE_UNAVAILABLE = "API_BridgeUnavailable";

    public static final String CANT_CONNECT_TO_DEVICE = "API_CantConnectToDevice";
    public static final String CLASS_NOT_FOUND = "API_ClassNotFound";
    public static final String CMD_NOT_POLLED = "API_CmdNotPolled";
    public static final String COMMAND_FAILED = "API_CommandFailed";
    public static final String COMMAND_NOT_ALLOWED = "API_CommandNotAllowed";
    public static final String COMMAND_NOT_FOUND = "API_CommandNotFound";
    public static final String COMMAND_TIMED_OUT = "API_CommandTimedOut";
    public static final String COMMUNICATION_FAILED = "API_CommunicationFailed";
    public static final String CORBA_EXCEPTION = "API_CorbaException";
    /** Ours: waiting for a lane would never end. */
    public static final String DEADLOCK = "API_Deadlock";

    public static final String DEVICE_NOT_DEFINED = "API_DeviceNotDefined";
    public static final String DEVICE_NOT_FOUND = "API_DeviceNotFound";
    public static final String DEVICE_NOT_POLLED = "API_DeviceNotPolled";
    public static final String DEVICE_TIMED_OUT = "API_DeviceTimedOut";
    public static final String EVENT_PROPERTIES_NOT_SET = "API_EventPropertiesNotSet";
    public static final String EVENT_TIMEOUT = "API_EventTimeout";
    public static final String INCOMPATIBLE_ATTR_ARGUMENT_TYPE = "API_IncompatibleAttrArgumentType";
    public static final String INCOMPATIBLE_ATTR_DATA_TYPE = "API_IncompatibleAttrDataType";
    public static final String INCOMPATIBLE_CMD_ARGUMENT_TYPE = "API_IncompatibleCmdArgumentType";
    public static final String INIT_NOT_DONE = "API_InitNotFinished";
    public static final String METHOD_ARGUMENT = "API_MethodArgument";
    public static final String NON_DATABASE_DEVICE = "API_NonDatabaseDevice";
    public static final String INCOHERENT_VALUES = "API_IncoherentValues";
    public static final String NOT_SUPPORTED = "API_NotSupported";
    public static final String NOT_SUPPORTED_FEATURE = "API_NotSupportedFeature";
    public static final String NOT_UPDATED_ANY_MORE = "API_NotUpdatedAnyMore";
    public static final String NO_DATA_YET = "API_NoDataYet";
    public static final String PIPE_FAILED = "API_PipeFailed";
    public static final String PIPE_NOT_FOUND = "API_PipeNotFound";
    public static final String POLL_OBJ_NOT_FOUND = "API_PollObjNotFound";
    public static final String SERVER_NOT_RUNNING = "API_ServerNotRunning";
    public static final String SHUTDOWN_IN_PROGRESS = "API_ShutdownInProgress";
    public static final String UNSUPPORTED_DBASE_MODIFIER = "API_UnsupportedDBaseModifier";
    public static final String UNSUPPORTED_PROTOCOL = "API_UnsupportedProtocol";
    public static final String WRITE_ATTR_OUTSIDE_LIMIT = "API_WAttrOutsideLimit";
    public static final String WRONG_DEVICE_NAME_SYNTAX = "API_WrongDeviceNameSyntax";
    public static final String WRONG_NUMBER_OF_ARGS = "API_WrongNumberOfArgs";
    /** Ours, for what a device author's handler throws that is not a {@link DevFailedException}. */
    public static final String UNCAUGHT_EXCEPTION = "API_UncaughtException";

    private Reasons() {}
}
