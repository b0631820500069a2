import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A name that is being changed in its place: Enter and leaving it keep it, Esc does not. Rows are many and names are changed
// seldom: the field exists only meanwhile.
Loader {
    id: root

    property bool editing: false
    property string label  // for screen readers
    signal done(bool keep, string name)

    function begin(name: string): void {
        editing = true;
        item.text = name;
        item.forceActiveFocus();
        item.selectAll();
    }
    function end(keep: bool): void {
        if (!editing) return;
        const name = item.text;
        editing = false;
        done(keep, name);
    }

    active: editing
    sourceComponent: TextField {
        objectName: "renameField"
        leftPadding: Theme.space2
        rightPadding: Theme.space2
        verticalAlignment: TextInput.AlignVCenter
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        font.pixelSize: Theme.label
        selectByMouse: true
        maximumLength: 200
        Accessible.name: root.label
        onAccepted: root.end(true)
        onActiveFocusChanged: if (!activeFocus) root.end(true)
        Keys.onEscapePressed: root.end(false)
        background: Rectangle {
            radius: Theme.radiusSmall
            color: Theme.surface
            border.width: 2
            border.color: Theme.focus
        }
    }
}
