import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A name that is being changed in its place: Enter and leaving it keep it, Esc does not.
TextField {
    id: root

    property bool editing: false
    signal done(bool keep)

    function begin(name: string): void {
        editing = true;
        text = name;
        forceActiveFocus();
        selectAll();
    }
    function end(keep: bool): void {
        if (!editing) return;
        editing = false;
        done(keep);
    }

    objectName: "renameField"
    visible: editing
    leftPadding: Theme.space2
    rightPadding: Theme.space2
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.text
    selectionColor: Theme.selection
    selectedTextColor: Theme.text
    font.pixelSize: Theme.label
    selectByMouse: true
    maximumLength: 200
    onAccepted: end(true)
    onActiveFocusChanged: if (!activeFocus) end(true)
    Keys.onEscapePressed: end(false)
    background: Rectangle {
        radius: Theme.radiusSmall
        color: Theme.surface
        border.width: 2
        border.color: Theme.focus
    }
}
