import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// Several lines to write in. Tab goes on to what comes next.
ScrollView {
    id: root

    property alias text: area.text
    property alias placeholder: area.placeholderText
    property string label       // for screen readers
    property string fieldName   // objectName of the field
    signal edited(string text)

    function grab(): void { area.forceActiveFocus(); }

    height: 110

    background: Rectangle {
        radius: Theme.radius - 1
        color: Theme.surface
        border.width: area.activeFocus ? 2 : 1
        border.color: area.activeFocus ? Theme.focus : Theme.border
    }
    TextArea {
        id: area

        objectName: root.fieldName
        textFormat: TextEdit.PlainText
        placeholderTextColor: Theme.textFaint
        wrapMode: TextEdit.Wrap
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        selectByMouse: true
        font.pixelSize: Theme.label
        background: null
        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        Accessible.name: root.label
        onTextChanged: root.edited(text)
    }
}
