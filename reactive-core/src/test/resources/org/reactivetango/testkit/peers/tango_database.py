#!/usr/bin/env python3
"""A Tango database with what servers of one class need to start and to poll, kept in memory.

    tango_database.py SERVER CLASS DEVICE -ORBendPoint giop:tcp:HOST:PORT

The server (exec/instance) has that one device. Properties of devices and of their attributes are kept; every class,
pipe and control system is without any. What else is asked is answered with API_CommandNotFound, as a database too old.
Whenever the server exports a device it prints a line: exported DEVICE IOR.
"""
import sys

import tango
from tango import CmdArgType, Except
from tango.server import Device, attribute, command, run

SERVER, CLASS, DEVICE = sys.argv[1:4]
ADMIN = "dserver/" + SERVER

properties = {}             # (device, property) -> values
attribute_properties = {}   # (device, attribute) -> {property: values}
exported = {}               # device -> IOR, host, pid, version


def none_of(names):
    """As a database says that an owner has none of these properties."""
    answer = [names[0], str(len(names) - 1)]
    for name in names[1:]:
        answer += [name, "0", " "]
    return answer


def taken(fields):
    """A count, and so many fields of the iterator."""
    return [next(fields) for _ in range(int(next(fields)))]


def db_import_device(self, name):
    for device, owner in ((ADMIN, "DServer"), (DEVICE, CLASS)):
        if device.lower() == name.lower():
            ior, host, pid, version = exported.get(device.lower(), ("nada", "nada", "0", "0"))
            return [[int(ior != "nada"), int(pid)], [name, ior, version, SERVER, host, owner]]
    Except.throw_exception("DB_DeviceNotDefined", "device " + name + " not defined in the database !", "DataBase")


def db_export_device(self, fields):
    exported[fields[0].lower()] = fields[1], fields[2], fields[3], fields[4]
    print("exported", fields[0].lower(), fields[1], flush=True)


def db_get_device_list(self, fields):
    return [DEVICE] if (fields[0].lower(), fields[1].lower()) == (SERVER.lower(), CLASS.lower()) else []


def db_get_device_property(self, names):
    answer = [names[0], str(len(names) - 1)]
    for name in names[1:]:
        values = properties.get((names[0].lower(), name.lower()), [])
        answer += [name, str(len(values))] + (values or [" "])
    return answer


def db_put_device_property(self, fields):
    rest = iter(fields)
    device = next(rest).lower()
    for _ in range(int(next(rest))):
        name = next(rest).lower()
        properties[device, name] = taken(rest)


def db_delete_device_property(self, names):
    for name in names[1:]:
        properties.pop((names[0].lower(), name.lower()), None)


def db_get_attribute_property(self, names):
    answer = [names[0], str(len(names) - 1)]
    for name in names[1:]:
        found = attribute_properties.get((names[0].lower(), name.lower()), {})
        answer += [name, str(len(found))]
        for prop, values in found.items():
            answer += [prop, str(len(values))] + values
    return answer


def db_put_attribute_property(self, fields):
    rest = iter(fields)
    device = next(rest).lower()
    for _ in range(int(next(rest))):
        held = attribute_properties.setdefault((device, next(rest).lower()), {})
        for _ in range(int(next(rest))):
            name = next(rest)
            held[name] = taken(rest)


def db_delete_attribute_property(self, names):
    for name in names[2:]:
        attribute_properties.get((names[0].lower(), names[1].lower()), {}).pop(name, None)


def none_of_class(self, names):
    return [names[0], str(len(names) - 1)] + [field for name in names[1:] for field in (name, "0")]


STRING, STRINGS, VOID, BOTH = (
    CmdArgType.DevString, CmdArgType.DevVarStringArray, CmdArgType.DevVoid, CmdArgType.DevVarLongStringArray)
COMMANDS = {
    "DbImportDevice": (STRING, BOTH, db_import_device),
    "DbExportDevice": (STRINGS, VOID, db_export_device),
    "DbUnExportServer": (STRING, VOID, lambda self, server: exported.clear()),
    "DbUnExportDevice": (STRING, VOID, lambda self, device: exported.pop(device.lower(), None) and None),
    "DbUnExportEvent": (STRING, VOID, lambda self, event: None),
    "DbGetDeviceList": (STRINGS, STRINGS, db_get_device_list),
    "DbGetDeviceProperty": (STRINGS, STRINGS, db_get_device_property),
    "DbPutDeviceProperty": (STRINGS, VOID, db_put_device_property),
    "DbDeleteDeviceProperty": (STRINGS, VOID, db_delete_device_property),
    "DbGetClassProperty": (STRINGS, STRINGS, lambda self, names: none_of(names)),
    "DbPutClassProperty": (STRINGS, VOID, lambda self, fields: None),
    "DbGetProperty": (STRINGS, STRINGS, lambda self, names: none_of(names)),
    "DbGetDeviceAttributeProperty2": (STRINGS, STRINGS, db_get_attribute_property),
    "DbPutDeviceAttributeProperty2": (STRINGS, VOID, db_put_attribute_property),
    "DbDeleteDeviceAttributeProperty": (STRINGS, VOID, db_delete_attribute_property),
    "DbGetClassAttributeProperty2": (STRINGS, STRINGS, none_of_class),
    "DbGetDevicePipeProperty": (STRINGS, STRINGS, none_of_class),
    "DbGetClassPipeProperty": (STRINGS, STRINGS, none_of_class),
    "DbGetCSDbServerList": (VOID, STRINGS, lambda self: []),
}


def members():
    found = {}
    for name, (dtype_in, dtype_out, function) in COMMANDS.items():
        function.__name__ = name
        found[name] = command(dtype_in=dtype_in, dtype_out=dtype_out)(function)
    return found


DataBase = type("DataBase", (Device,), members())


def device_factory(self, names):
    """Clients find it by this key, without asking anybody."""
    DataBase._device_class_instance = self
    device = self._new_device(DataBase, self, "sys/database/2")
    self._add_device(device)
    self.dyn_attr([device])
    self.export_device(device, "database")
    self.py_dev_list.append(device)


DataBase.TangoClassClass.device_factory = device_factory
run((DataBase,), ["DataBase", "2", "-nodb", "-dlist", "sys/database/2"] + sys.argv[4:])
