import QtQml
import QtQuick

// A page of the settings.
QtObject {
    required property string name       // stable: "general"
    required property string title
    required property string icon
    required property Component page
    property bool fills: false          // scrolls by itself and wants all the room; not searched
}
