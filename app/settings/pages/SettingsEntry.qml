import QtQml
import QtQuick

// A page of the settings.
QtObject {
    required property string name       // stable: "general"
    required property string title
    required property string icon
    required property Component page
    property string about: ""           // what is on it, for the search
    property bool fills: false          // scrolls by itself and wants all the room: the search finds it whole, by its title and by what is on it
}
